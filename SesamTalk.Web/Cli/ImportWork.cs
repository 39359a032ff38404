using System.Collections.Immutable;
using System.Text.RegularExpressions;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Documents;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Web.Cli;

/// <summary>Takes documents in: all are laid onto the definitions first, and only then is anything stored.</summary>
internal static partial class ImportWork
{
    public static async Task<VerbAnswer> DoAsync(IServiceProvider services, ImportRequest request, CancellationToken cancellationToken)
    {
        if (request.As is { } id && !Id().IsMatch(id)) return VerbAnswer.BadInput($"--as {id}: an id is small letters, digits and hyphens, 80 at most. Nothing was imported.");
        var store = services.GetRequiredService<DataflowStore>();
        var before = (await store.AllAsync(cancellationToken)).ToDictionary(flow => flow.Id);
        var after = new Dictionary<string, Dataflow>(before);
        var touched = new List<string>();
        foreach (var text in request.Documents)
        {
            if (RstReader.Read(text.File, text.Text).Document is not { } document) return VerbAnswer.BadInput($"{text.File} is not a dataflow document. Nothing was imported.");
            if (Lay(text.File, document, after, request.As) is not { } laid)
                return VerbAnswer.BadInput($"{text.File} joins “{document.SourceSystem}” and “{document.TargetSystem}”, which are not the systems of {request.As}. Nothing was imported.");
            after[laid.Id] = laid;
            if (!touched.Contains(laid.Id)) touched.Add(laid.Id);
        }
        var note = "Imported " + string.Join(", ", request.Documents.Select(text => text.File));
        var done = new List<Outcome>();
        foreach (var touch in touched) done.Add(await StoreAsync(store, before.GetValueOrDefault(touch), after[touch], request, note, cancellationToken));
        for (var at = 0; at < done.Count; at++) done[at] = done[at] with { Warnings = [.. (await services.GetRequiredService<ReadinessLook>().OfAsync(done[at].Stored, cancellationToken)).Notes.Where(warns => LossyNotes.Codes.Contains(warns.Code))] };
        return new(ExitCode.Done, string.Join(Environment.NewLine, done.Select(outcome => outcome.Text)), VerbJson.Of(new { Dataflows = done.Select(outcome => outcome.Json) }));
    }

    /// <summary>The definition with the document; null where it is not between the dataflow's systems.</summary>
    private static Dataflow? Lay(string file, DataflowDocument document, Dictionary<string, Dataflow> all, string? id)
    {
        if (id is null) return Importer.Find(all.Values, document) is { } found ? Importer.Import(file, document, found.Dataflow, found.From) : Importer.ImportNew(file, document, all.Keys);
        if (!all.TryGetValue(id, out var there)) return Importer.ImportNew(file, document, all.Keys) with { Id = id };
        return Importer.SideOf(there, document) is { } from ? Importer.Import(file, document, there, from) : null;
    }

    private static async Task<Outcome> StoreAsync(DataflowStore store, Dataflow? before, Dataflow after, ImportRequest request, string note, CancellationToken cancellationToken)
    {
        var changes = ImportComparison.Of(before, after);
        if (request.KeepRenamed && before is not null) after = Importer.KeepLines(before, after, changes.Where(change => change is { Kind: LineChangeKind.Renamed, Part: LinePart.Property }).Select(change => (change.PairId, change.Line)).ToHashSet());
        var isSame = before is not null && changes.IsEmpty && before.Documents.SequenceEqual(after.Documents);
        return new(isSame ? before! : await store.SaveAsync(after, request.Who, note, cancellationToken), before is null, isSame, changes);
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,79}$")]
    private static partial Regex Id();

    private sealed record Outcome(Dataflow Stored, bool IsNew, bool IsSame, ImmutableArray<LineChange> Changes)
    {
        /// <summary>Rows that do not bring every value back, as far as both systems are connected and answer.</summary>
        public ImmutableArray<ReadinessProblem> Warnings { get; init; } = [];

        public string Text => string.Join(Environment.NewLine, Warnings.Select(warning => $"{Stored.Id}: warning: {warning.PairId}, {warning.RowId}: {warning.Sentence}")
            .Prepend($"{Stored.Id}: {(IsNew ? $"new, with {Stored.Pairs.Length} pairs" : IsSame ? "nothing new" : $"version {Stored.Version}, {Changes.Length} lines changed")}"));

        public object Json => new
        {
            Stored.Id,
            Stored.Title,
            Stored.Version,
            IsNew,
            Warnings = Warnings.Select(warning => new { Pair = warning.PairId, Row = warning.RowId, warning.Code, warning.Sentence }),
            Changes = Changes.Select(change => new { change.Kind, change.Part, Pair = change.PairId, change.Line, change.Before, change.After }),
        };
    }
}
