using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SesamTalk.Engine.Checklists.Verify;

/// <summary>What shows a machine's result, as JSON: what was there, what was asked and answered, what is there, when, in which run and by which version.</summary>
public static class EvidenceJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The evidence of one line.</summary>
    /// <param name="proof">The proof.</param>
    /// <param name="tag">The tag of its values.</param>
    /// <param name="proofId">The verification.</param>
    public static byte[] Of(LineProof proof, string tag, Guid proofId) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        Line = proof.Line.Id, proof.Verdict, Because = proof.Because.IsEmpty ? null : proof.Because.ToString(), Tag = tag, Verification = proofId,
        proof.Records, proof.Before, Request = proof.Wrote.Pairs.Select(value => new { Path = value.Key, Value = Scene.Text(value.Value) }),
        Answer = proof.RunSaid, proof.After, proof.Expected, From = proof.Times.From, To = proof.Times.To, Run = proof.RunId, MappingVersion = proof.Line.Version, proof.Line.Mark,
    }, Options);

    /// <summary>What both records held when a tester looked.</summary>
    public static byte[] Of(LiveValues live) => JsonSerializer.SerializeToUtf8Bytes(new { Line = live.Line.Id, live.Records, After = live.Values, From = live.At, MappingVersion = live.Line.Version }, Options);
}
