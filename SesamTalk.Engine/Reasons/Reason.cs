using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SesamTalk.Engine.Reasons;

/// <summary>
/// Why something is as it is: a code with what it speaks of, kept as such and said in the language of whoever reads it. An
/// argument may be a reason itself. What is no code of ours (a system's own words, a row of an older version) is kept as text.
/// </summary>
[JsonConverter(typeof(ReasonJson))]
public sealed record Reason
{
    /// <summary>Marks an argument that is a reason itself.</summary>
    private const char Nested = '\u001E';

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private Reason(string stored) => Stored = stored;

    /// <summary>No reason: nothing to say.</summary>
    public static Reason None { get; } = new("");

    /// <summary>The form it is stored in: a JSON array of the code and its arguments; empty for none.</summary>
    public string Stored { get; }

    /// <summary>There is nothing to say.</summary>
    public bool IsEmpty => Stored.Length == 0;

    /// <summary>The stable word for the kind of reason, one of <see cref="ReasonCodes"/>; empty for none.</summary>
    public string Code => IsEmpty ? "" : Parts[0];

    /// <summary>What it speaks of, in order, in English.</summary>
    public ImmutableArray<string> Arguments => IsEmpty ? [] : [.. Parts.Skip(1).Select(part => Said(part, "en"))];

    private string[] Parts => JsonSerializer.Deserialize<string[]>(Stored)!;

    /// <summary>A system's own words, or a name: said as they are in every language; none where they are empty.</summary>
    public static Reason InOwnWords(string text) => text.Length == 0 ? None : Of(ReasonCodes.Text, text);

    /// <summary>A reason of a kind, with what it speaks of: texts, numbers, or reasons.</summary>
    public static Reason Of(string code, params ReadOnlySpan<object?> arguments)
    {
        var parts = new string[arguments.Length + 1];
        parts[0] = code;
        for (var i = 0; i < arguments.Length; i++)
            parts[i + 1] = arguments[i] is Reason inner ? Nested + inner.Stored : (Convert.ToString(arguments[i], CultureInfo.InvariantCulture) ?? "").TrimStart(Nested);
        return new Reason(JsonSerializer.Serialize(parts, Plain));
    }

    /// <summary>Several reasons one after another, each once; none where there are none.</summary>
    public static Reason All(IEnumerable<Reason> reasons)
    {
        Reason[] said = [.. reasons.Where(reason => !reason.IsEmpty).Distinct()];
        return said.Length switch { 0 => None, 1 => said[0], _ => Of(ReasonCodes.All, [.. said.Cast<object>()]) };
    }

    /// <summary>What is said in both languages already, by a room with texts of its own.</summary>
    public static Reason InBoth(string english, string norwegian) => Of(ReasonCodes.Both, english, norwegian);

    /// <summary>A stored reason. What an older version stored is a sentence, and stays one.</summary>
    public static Reason Read(string stored) => stored.Length == 0 ? None : IsStored(stored) ? new Reason(stored) : Of(ReasonCodes.Text, stored);

    /// <summary>Whether it, or a reason within it, is of this kind.</summary>
    public bool Has(string code) => !IsEmpty && (Parts[0] == code || Parts.Skip(1).Any(part => part.StartsWith(Nested) && Read(part[1..]).Has(code)));

    /// <summary>This reason and every one within it, the outermost first; none where there is nothing to say.</summary>
    public IEnumerable<Reason> Within() => IsEmpty ? [] : Parts.Skip(1).Where(part => part.StartsWith(Nested)).SelectMany(part => Read(part[1..]).Within()).Prepend(this);

    /// <summary>The same reason with other words for what it speaks of, reasons within it included: each argument by its code and its place in it.</summary>
    public Reason With(Func<string, int, string, string> say)
    {
        if (IsEmpty) return this;
        var parts = Parts;
        for (var i = 1; i < parts.Length; i++)
            parts[i] = parts[i].StartsWith(Nested) ? Nested + Read(parts[i][1..]).With(say).Stored : say(parts[0], i - 1, parts[i]);
        return new Reason(JsonSerializer.Serialize(parts, Plain));
    }

    /// <summary>The sentence in the language of the two letters: "nb", or English for any other.</summary>
    public string In(string language)
    {
        if (IsEmpty) return "";
        var parts = Parts;
        object[] said = [.. parts.Skip(1).Select(part => Said(part, language))];
        if (parts[0] == ReasonCodes.All) return string.Join("; ", said);
        if (parts[0] == ReasonCodes.Worded) return string.Format(CultureInfo.InvariantCulture, WordingsNb.Form(parts[1], language), said[1..]).TrimEnd();
        if (parts[0] == ReasonCodes.Both) return (string)said[language == "nb" ? 1 : 0];
        return ReasonTexts.Of(parts[0], language) is { } text ? string.Format(CultureInfo.InvariantCulture, text, said) : string.Join(", ", said);
    }

    /// <summary>The sentence in English, as logs and the command line have it.</summary>
    public override string ToString() => In("en");

    private static string Said(string part, string language) => part.StartsWith(Nested) ? Read(part[1..]).In(language) : ReasonTexts.Named(part, language);

    private static bool IsStored(string text)
    {
        if (!text.StartsWith("[\"", StringComparison.Ordinal)) return false;
        try
        {
            return JsonSerializer.Deserialize<string[]>(text) is { Length: > 0 } parts && parts.All(part => part is not null);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

/// <summary>A reason in JSON is the text that is stored.</summary>
internal sealed class ReasonJson : JsonConverter<Reason>
{
    public override Reason Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Reason.Read(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, Reason value, JsonSerializerOptions options) => writer.WriteStringValue(value.Stored);
}
