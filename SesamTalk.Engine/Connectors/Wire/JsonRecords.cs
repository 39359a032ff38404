using System.Collections.Immutable;
using System.Text.Json;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Wire;

/// <summary>
/// Reads JSON objects straight into slots. A member that is missing leaves its slot absent; an object that is null makes
/// everything below it null; a value of the wrong type throws <see cref="JsonException"/> with the property's name.
/// </summary>
internal static class JsonRecords
{
    private const int LongestName = 256;

    /// <summary>The slots of the object that the reader stands at the beginning of; leaves it at the object's end.</summary>
    public static object?[] ReadSlots(ref Utf8JsonReader reader, JsonPlan plan)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw new UnfitJsonException($"A {plan.Schema.Entity} should be an object and is {Word(reader.TokenType)}");
        var slots = new object?[plan.Schema.Properties.Length];
        Array.Fill(slots, Absent.Instance);
        ReadObject(ref reader, plan.Root, plan.Schema, slots);
        if (plan.MissingObjectsAreNull)
            foreach (var below in plan.Root.Members.Select(member => member.Below).OfType<JsonNodePlan>().Where(below => below.Slots.All(slot => slots[slot] is Absent)))
                foreach (var slot in below.Slots) slots[slot] = null;
        return slots;
    }

    /// <summary>The record of the object, under the id that its key property holds; a record without its key is no record.</summary>
    /// <param name="reader">Stands at the object's beginning.</param>
    /// <param name="plan">Where the members go.</param>
    /// <param name="given">What is known beside the object, for slots that it leaves out.</param>
    public static Record Read(ref Utf8JsonReader reader, JsonPlan plan, IReadOnlyList<KeyValuePair<int, object?>>? given = null)
    {
        var slots = ReadSlots(ref reader, plan);
        foreach (var (slot, value) in given ?? [])
            if (slots[slot] is Absent or null) slots[slot] = value;
        if (!plan.KeyParts.IsEmpty) slots[plan.Schema.KeySlot] = Composite(plan, slots);
        var id = plan.Schema.KeySlot < 0 ? null : RecordId.From(slots[plan.Schema.KeySlot]);
        if (plan.Schema.KeySlot >= 0 && id is null) throw new UnfitJsonException($"A {plan.Schema.Entity} came without its {plan.Schema.Properties[plan.Schema.KeySlot].Path}");
        return new Record(plan.Schema, id, slots);
    }

    /// <summary>The record of a body that is one object.</summary>
    public static Record Read(ReadOnlySpan<byte> body, JsonPlan plan) => At(body, plan, "", null) ?? throw new UnfitJsonException("There is no record");

    /// <summary>The record at a dotted path of a body; null where the body says that there is none.</summary>
    public static Record? At(ReadOnlySpan<byte> body, JsonPlan plan, string path, IReadOnlyList<KeyValuePair<int, object?>>? given)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            reader.Read();
            var record = JsonAt.MoveTo(ref reader, path) ? Read(ref reader, plan, given) : null;
            while (reader.Read())
                if (path.Length == 0) throw new UnfitJsonException("Something follows the record");
            return record;
        }
        catch (InvalidOperationException damaged)
        {
            throw new UnfitJsonException("A text is no valid UTF-8", damaged); // the reader's way of saying so
        }
    }

    /// <summary>A key made of several: each part escaped, so that the strokes between them are the only ones.</summary>
    public static string? Composite(IEnumerable<object?> parts)
    {
        var texts = parts.Select(part => RecordId.From(part)?.Text).ToList();
        return texts.Contains(null) ? null : string.Join('/', texts.Select(text => Uri.EscapeDataString(text!)));
    }

    private static string? Composite(JsonPlan plan, object?[] slots) => Composite(plan.KeyParts.Select(slot => slots[slot]));

    private static void ReadObject(ref Utf8JsonReader reader, JsonNodePlan plan, Schema schema, object?[] slots)
    {
        Span<char> name = stackalloc char[LongestName];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = reader.ValueSpan.Length < LongestName ? plan.Find(name[..reader.CopyString(name)]) : null;
            reader.Read();
            if (member is null) reader.Skip();
            else ReadMember(ref reader, member, schema, slots);
        }
    }

    private static void ReadMember(ref Utf8JsonReader reader, JsonMember member, Schema schema, object?[] slots)
    {
        if (member.Below is { } below)
        {
            if (reader.TokenType == JsonTokenType.Null) foreach (var slot in below.Slots) slots[slot] = null;
            else if (reader.TokenType == JsonTokenType.StartObject) ReadObject(ref reader, below, schema, slots);
            else throw Wrong(ref reader, member.Path, (Wording)"an object");
            return;
        }

        slots[member.Slot] = member.Element is { } element
            ? ReadList(ref reader, member.Path, element)
            : JsonValues.Read(ref reader, schema.Properties[member.Slot]);
    }

    private static ElementList? ReadList(ref Utf8JsonReader reader, string path, JsonPlan element)
    {
        if (reader.TokenType == JsonTokenType.Null) return null;
        if (reader.TokenType != JsonTokenType.StartArray) throw Wrong(ref reader, path, (Wording)"a list");
        var elements = ImmutableArray.CreateBuilder<Record>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var slots = ReadSlots(ref reader, element);
            elements.Add(new Record(element.Schema, element.Schema.KeySlot < 0 ? null : RecordId.From(slots[element.Schema.KeySlot]), slots));
        }

        return new ElementList(elements.ToImmutable());
    }

    internal static UnfitJsonException Wrong(ref Utf8JsonReader reader, string path, Reason expected) =>
        new($"{path} should be {expected} and is {Word(reader.TokenType)}");

    private static Reason Word(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => (Wording)"an object",
        JsonTokenType.StartArray => (Wording)"a list",
        JsonTokenType.String => (Wording)"a text",
        JsonTokenType.Number => (Wording)"a number",
        JsonTokenType.True or JsonTokenType.False => (Wording)"yes or no",
        JsonTokenType.Null => (Wording)"empty",
        _ => (Wording)"something else",
    };
}
