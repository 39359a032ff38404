using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using SesamTalk.Engine.Dataflows;

namespace SesamTalk.Engine.Storage;

/// <summary>
/// A dataflow's definition as JSON, with the number of the form it is written in, so that a later form can still read it.
/// What is not written takes the definition's own default.
/// </summary>
public static class DefinitionJson
{
    /// <summary>The form that is written.</summary>
    public const int Form = 2;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>The definition as text.</summary>
    public static string Write(Dataflow dataflow) =>
        new JsonObject { ["form"] = Form, ["dataflow"] = JsonSerializer.SerializeToNode(dataflow, Options) }.ToJsonString(Options);

    // Every run reads its definition, and nearly always the one before: what was read last is kept as it was understood.
    private static readonly ConcurrentDictionary<string, Dataflow> Known = new(StringComparer.Ordinal);

    /// <summary>The most definitions that are kept.</summary>
    private const int MostKnown = 256;

    /// <summary>The definition again. Throws <see cref="InvalidDataException"/> for a newer form or a damaged text.</summary>
    public static Dataflow Read(string json)
    {
        if (Known.TryGetValue(json, out var known)) return known;
        if (Known.Count >= MostKnown) Known.Clear();
        return Known[json] = Understood(json);
    }

    private static Dataflow Understood(string json)
    {
        try
        {
            var root = JsonNode.Parse(json) ?? throw new InvalidDataException("A stored definition is empty.");
            var form = root["form"]?.GetValue<int>();
            if (form == 1) SinceFormOne(root["dataflow"]);
            else if (form != Form) throw new InvalidDataException($"A stored definition is written in form {form}; this version of SesamTalk reads form {Form}. Start the version that wrote it.");
            return root["dataflow"].Deserialize<Dataflow>(Options) ?? throw new InvalidDataException("A stored definition is empty.");
        }
        catch (JsonException damaged)
        {
            throw new InvalidDataException("A stored definition is damaged: " + damaged.Message, damaged);
        }
    }

    // Form 1 knew one kind of schedule: every so often.
    private static void SinceFormOne(JsonNode? dataflow)
    {
        if (dataflow is not JsonObject known || known["every"]?.Deserialize<TimeSpan>(Options) is not { } every) return;
        known["schedule"] = JsonSerializer.SerializeToNode(Schedule.Each(every), Options);
    }
}
