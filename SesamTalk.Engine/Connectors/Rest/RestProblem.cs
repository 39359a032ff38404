using System.Text.Json;
using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Rest;

/// <summary>Reads a refusal by the two paths that the manifest names, or where such things usually stand.</summary>
internal static class RestProblem
{
    /// <summary>The refusal; its property is one of the entity's where the system names one that it has.</summary>
    public static ConnectorError.Rejected Of(WireReply reply, RestManifest manifest, RestSignIn signIn, Record? sent)
    {
        var sentence = signIn.Scrub(At(reply, manifest.ErrorMessage) is { Length: > 0 } own ? Said.Short(own) : Said.By(reply));
        if (sentence.Length == 0) sentence = $"{manifest.Name} refused with status {reply.Code} and no reason.";
        else sentence = $"{manifest.Name} says: {sentence}";
        var named = At(reply, manifest.ErrorProperty) ?? "";
        var path = sent?.Schema.Find(named.Split('[')[0])?.Path ?? Said.Short(named);
        return new([new RejectedProperty(path, sentence)], sentence);
    }

    private static string? At(WireReply reply, string path)
    {
        if (path.Length == 0) return null;
        try
        {
            using var body = JsonDocument.Parse(reply.Body);
            var at = body.RootElement;
            foreach (var step in path.Split('.'))
                if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(step, out at)) return null;
            return at.ValueKind == JsonValueKind.String ? at.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
