using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.PowerOfficeGo;

/// <summary>A refusal in Go's words: problem details, read without regard to case since the vendor writes both.</summary>
internal sealed record GoProblem(HttpStatusCode Status, string Title, string Detail, ImmutableArray<RejectedProperty> Named)
{
    /// <summary>Reads the body; one that is no problem details leaves only the status.</summary>
    public static GoProblem Of(WireReply reply)
    {
        try
        {
            using var body = JsonDocument.Parse(reply.Body);
            if (body.RootElement.ValueKind != JsonValueKind.Object) return new(reply.Status, "", "", []);
            var members = body.RootElement.EnumerateObject().ToList();
            string Text(string name) => members.FirstOrDefault(m => m.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value is { ValueKind: JsonValueKind.String } text ? Said.Short(text.GetString()!) : "";
            var errors = members.FirstOrDefault(m => m.Name.Equals("errors", StringComparison.OrdinalIgnoreCase)).Value;
            var named = errors.ValueKind == JsonValueKind.Object ? errors.EnumerateObject().Select(e => new RejectedProperty(e.Name.Replace('/', '.'), Said.Short(e.Value.ToString()))) : [];
            return new(reply.Status, Text("title"), Text("detail"), [.. named]);
        }
        catch (JsonException)
        {
            return new(reply.Status, "", "", []);
        }
    }

    /// <summary>The sentence for a person.</summary>
    public Reason Sentence => (Detail, Title) switch
    {
        ({ Length: > 0 }, _) => (Wording)$"PowerOffice Go says: {Detail}",
        (_, { Length: > 0 }) => (Wording)$"PowerOffice Go says: {Title}",
        _ => (Wording)$"PowerOffice Go refused with status {(int)Status} and no reason.",
    };

    /// <summary>The refusal as an error; what was sent tells which property is meant, where Go names it.</summary>
    public ConnectorError AsError(Record? sent) => new ConnectorError.Rejected(Properties(sent), Sentence);

    /// <summary>
    /// The properties that are meant: those of the errors map, or the one whose name stands in the sentence, or the
    /// reference whose id stands there; one without a path where none can be told.
    /// </summary>
    public ImmutableArray<RejectedProperty> Properties(Record? sent)
    {
        if (!Named.IsEmpty) return [.. Named.Select(named => named with { Path = Exactly(sent, named.Path) })];
        var path = sent is null ? null : NameIn(sent) ?? ReferenceIn(sent) ?? MissingIn(sent.Schema);
        return [new RejectedProperty(path ?? "", Sentence.ToString())];
    }

    /// <summary>The reference among what was sent whose id the sentence names as not found; null where it names none.</summary>
    public string? ReferenceIn(Record sent) => sent.Known()
        .Where(pair => sent.Schema.Find(pair.Key) is { IsReference: true } && RecordId.From(pair.Value) is { } id && Speaks(id.Text))
        .Select(pair => pair.Key).FirstOrDefault();

    private string? NameIn(Record sent) => sent.Known().Select(pair => pair.Key)
        .Where(path => Speaks(path[(path.LastIndexOf('.') + 1)..]))
        .OrderByDescending(path => path.Length).FirstOrDefault();

    /// <summary>A property that was not sent, where the sentence writes its whole path exactly, with dots or slashes.</summary>
    private string? MissingIn(Schema schema) => schema.Properties.Select(p => p.Path)
        .Where(path => Regex.IsMatch(Detail.Replace('/', '.'), $@"(?<![\w.-]){Regex.Escape(path)}(?![\w-])", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)))
        .OrderByDescending(path => path.Length).FirstOrDefault();

    private bool Speaks(string word) => word.Length > 0 &&
        Regex.IsMatch($"{Title} {Detail}", $@"(?<![\w-]){Regex.Escape(word)}(?![\w-])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private static string Exactly(Record? sent, string path) => sent?.Schema.Find(path)?.Path ?? path;
}
