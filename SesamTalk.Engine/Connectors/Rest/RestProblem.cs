using System.Text.Json;
using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Rest;

/// <summary>Reads a refusal by the paths that the manifest names, or where such things usually stand.</summary>
internal static class RestProblem
{
    private static readonly TimeSpan Passing = TimeSpan.FromSeconds(5);

    /// <summary>The refusal; its property is one of the entity's where the system names one that it has.</summary>
    public static ConnectorError.Rejected Of(WireReply reply, RestManifest manifest, ISignIn signIn, Record? sent)
    {
        var sentence = Sentence(reply, manifest, signIn);
        var named = At(reply, manifest.Errors.Property) ?? "";
        var path = sent?.Schema.Find(named.Split('[')[0])?.Path ?? Said.Short(named);
        return new([new RejectedProperty(path, sentence.ToString())], sentence);
    }

    /// <summary>The error inside an answer of success; null where success is success.</summary>
    public static ConnectorError? InSuccess(WireReply reply, RestManifest manifest, ISignIn signIn, Record? sent, DateTimeOffset now)
    {
        var errors = manifest.Errors;
        if (errors.InSuccess.Length == 0 || !IsError(reply, errors)) return null;
        var code = At(reply, errors.Code) ?? "";
        if (errors.Transient.Contains(code)) return new ConnectorError.Throttled(now + Passing, $"{Sentence(reply, manifest, signIn)} Nothing was done.");
        if (errors.NotAllowed.Contains(code)) return new ConnectorError.NotAllowed(Sentence(reply, manifest, signIn));
        return Of(reply, manifest, signIn, sent);
    }

    private static bool IsError(WireReply reply, RestErrors errors)
    {
        try
        {
            using var body = JsonDocument.Parse(reply.Body);
            return JsonAt.Path(body.RootElement, errors.InSuccess) is { } found && found.ValueKind switch
            {
                JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.False => false,
                JsonValueKind.Array => found.GetArrayLength() > 0,
                JsonValueKind.Object => found.EnumerateObject().Any(),
                JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True => JsonAt.Text(found, "") is { Length: > 0 } text && !errors.NoError.Contains(text),
            };
        }
        catch (JsonException)
        {
            return false; // whoever reads the body says what is wrong with it
        }
    }

    private static Reason Sentence(WireReply reply, RestManifest manifest, ISignIn signIn)
    {
        var sentence = signIn.Scrub(At(reply, manifest.Errors.Message) is { Length: > 0 } own ? Said.Short(own) : Said.By(reply));
        return sentence.Length == 0 ? (Wording)$"{manifest.Name} refused with status {reply.Code} and no reason." : (Wording)$"{manifest.Name} says: {sentence}";
    }

    private static string? At(WireReply reply, string path) => path.Length == 0 ? null : JsonAt.Text(reply.Body, path);
}
