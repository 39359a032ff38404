using System.Collections.Immutable;
using System.Text.Json;

namespace SesamTalk.Engine.Mapping;

/// <summary>
/// What a data type cell asks for on the way to the target: a bare type name, or an expression list in which <c>_.</c> is
/// the value (<c>["datetime-format", "%Y-%m-%d", "_."]</c>). A cell that is no such thing is kept and not guessed at.
/// </summary>
public abstract record Conversion
{
    /// <summary>The bare type names that a cell may hold.</summary>
    public static readonly ImmutableArray<string> TypeNames = ["string", "integer", "float", "decimal", "boolean"];

    /// <summary>The functions that an expression may call, with the number of arguments each takes.</summary>
    public static readonly ImmutableDictionary<string, int> Functions = new Dictionary<string, int>
    {
        ["string"] = 1, ["integer"] = 1, ["float"] = 1, ["decimal"] = 1, ["boolean"] = 1, ["list"] = 1,
        ["upper"] = 1, ["lower"] = 1, ["strip"] = 1, ["datetime-format"] = 2, ["datetime-parse"] = 2,
        ["eq"] = 2, ["neq"] = 2, ["if"] = 3,
    }.ToImmutableDictionary();

    /// <summary>The value itself.</summary>
    public sealed record Same : Conversion;

    /// <summary>A fixed text.</summary>
    public sealed record Text(string Value) : Conversion;

    /// <summary>A function over its arguments.</summary>
    public sealed record Call(string Function, ImmutableArray<Conversion> Arguments) : Conversion;

    /// <summary>The conversion of a cell's JSON text; null for a cell that is not understood. No cell asks for nothing.</summary>
    public static Conversion? Parse(string? cell)
    {
        if (string.IsNullOrWhiteSpace(cell)) return new Same();
        try
        {
            using var json = JsonDocument.Parse(cell, new JsonDocumentOptions { MaxDepth = 32 });
            return Read(json.RootElement, isArgument: false);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Conversion? Read(JsonElement json, bool isArgument) => json.ValueKind switch
    {
        JsonValueKind.String => Word(json.GetString()!, isArgument),
        JsonValueKind.Array => List(json),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False when isArgument => new Text(json.GetRawText()),
        _ => null,
    };

    private static Conversion? Word(string word, bool isArgument)
    {
        if (word == "_.") return new Same();
        if (TypeNames.Contains(word)) return new Call(word, [new Same()]);
        return isArgument ? new Text(word) : null;
    }

    private static Call? List(JsonElement json)
    {
        if (json.GetArrayLength() == 0 || json[0].ValueKind != JsonValueKind.String) return null;
        var function = json[0].GetString()!;
        if (!Functions.TryGetValue(function, out var count) || json.GetArrayLength() != count + 1) return null;
        var arguments = json.EnumerateArray().Skip(1).Select(argument => Read(argument, isArgument: true)).ToList();
        return arguments.Contains(null) ? null : new Call(function, [.. arguments!]);
    }
}
