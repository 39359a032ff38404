using System.Globalization;
using System.Text.Json;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Wire;

/// <summary>One page of a list: its records, and the texts and numbers that stand beside them by their dotted path.</summary>
/// <param name="Records">The records, in order.</param>
/// <param name="Beside">What stands in the body outside the list, by path; null values are left out.</param>
internal sealed record JsonPage(List<Record> Records, Dictionary<string, string> Beside)
{
    private int _passed;

    /// <summary>Reads a page in one go. Throws <see cref="JsonException"/> where the list is missing, broken off or of another kind.</summary>
    /// <param name="body">The answer's body.</param>
    /// <param name="plan">Where the members go.</param>
    /// <param name="itemsPath">The dotted path of the list; empty where the body is the list.</param>
    /// <param name="unwrap">The dotted path of the record inside each item; empty where the item is the record.</param>
    /// <param name="given">What is known beside the records, for slots that they leave out.</param>
    public static JsonPage Read(ReadOnlySpan<byte> body, JsonPlan plan, string itemsPath, string unwrap = "", IReadOnlyList<KeyValuePair<int, object?>>? given = null)
    {
        try
        {
            return ReadWhole(body, new(plan, itemsPath, unwrap, given));
        }
        catch (InvalidOperationException damaged)
        {
            throw new UnfitJsonException("A text is no valid UTF-8", damaged); // the reader's way of saying so
        }
    }

    /// <summary>What stands beside the list, and how many items it has, without reading them; null where the body is of another kind.</summary>
    /// <param name="body">The answer's body.</param>
    /// <param name="itemsPath">The dotted path of the list; empty where the body is the list.</param>
    public static (Dictionary<string, string> Beside, int Count)? Glance(ReadOnlySpan<byte> body, string itemsPath)
    {
        try
        {
            var page = new JsonPage([], []);
            var reader = new Utf8JsonReader(body);
            return reader.Read() && page.Walk(ref reader, "", new(null, itemsPath, "", null)) ? (page.Beside, page._passed) : null;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static JsonPage ReadWhole(ReadOnlySpan<byte> body, Wanted wanted)
    {
        var page = new JsonPage([], []);
        var reader = new Utf8JsonReader(body);
        if (!reader.Read()) throw new UnfitJsonException("The answer is empty");
        if (!page.Walk(ref reader, "", wanted)) throw new UnfitJsonException(wanted.ItemsPath.Length == 0 ? (Wording)"The answer is no list" : (Wording)$"The answer has no list at {wanted.ItemsPath}");
        if (reader.Read()) throw new UnfitJsonException("Something follows the list");
        return page;
    }

    private bool Walk(ref Utf8JsonReader reader, string path, Wanted wanted)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartArray when path == wanted.ItemsPath:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) Take(ref reader, wanted);
                return true;
            case JsonTokenType.StartObject:
                var found = false;
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    var below = path.Length == 0 ? reader.GetString()! : $"{path}.{reader.GetString()}";
                    reader.Read();
                    found |= Walk(ref reader, below, wanted);
                }

                return found;
            case JsonTokenType.StartArray:
                reader.Skip();
                return false;
            case JsonTokenType.String:
                Beside[path] = reader.GetString()!;
                return false;
            case JsonTokenType.Number:
                Beside[path] = reader.GetDouble().ToString(CultureInfo.InvariantCulture);
                return false;
            default:
                return false;
        }
    }

    private void Take(ref Utf8JsonReader reader, Wanted wanted)
    {
        _passed++;
        if (wanted.Plan is { } plan) Records.Add(Item(ref reader, plan, wanted));
        else reader.Skip();
    }

    private static Record Item(ref Utf8JsonReader reader, JsonPlan plan, Wanted wanted)
    {
        if (wanted.Unwrap.Length == 0) return JsonRecords.Read(ref reader, plan, wanted.Given);
        var depth = reader.CurrentDepth;
        if (!JsonAt.MoveTo(ref reader, wanted.Unwrap)) throw new UnfitJsonException($"An item of the list has no {wanted.Unwrap}");
        var record = JsonRecords.Read(ref reader, plan, wanted.Given);
        while (reader.CurrentDepth > depth && reader.Read());
        return record;
    }

    /// <summary>What is looked for in a page; without a plan its items are only counted.</summary>
    private sealed record Wanted(JsonPlan? Plan, string ItemsPath, string Unwrap, IReadOnlyList<KeyValuePair<int, object?>>? Given);
}
