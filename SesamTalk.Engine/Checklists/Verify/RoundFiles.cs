using System.Text;
using SesamTalk.Engine.Checklists.Reports;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Checklists.Verify;

/// <summary>A file that a round gives.</summary>
public sealed record RoundFile(string Name, byte[] Content);

/// <summary>A round as files: one table, or each of its documents with the results.</summary>
public static class RoundFiles
{
    /// <summary>The files of a round.</summary>
    /// <param name="dataflows">Where the documents are, as they were tested.</param>
    /// <param name="state">The round.</param>
    /// <param name="format">csv, json or rst; the last gives one file for each document.</param>
    /// <param name="language">en or nb.</param>
    /// <param name="cancellation">Stops reading.</param>
    public static async Task<IReadOnlyList<RoundFile>> OfAsync(DataflowStore dataflows, RoundState state, string format, string language, CancellationToken cancellation = default)
    {
        var name = $"round-{state.Round.Id:N}"[..18];
        if (format is "csv" or "json") return [await TableAsync(dataflows, state, format, name, language, cancellation)];
        var files = new List<RoundFile>();
        foreach (var id in state.Round.Dataflows)
        {
            var version = state.Lines.Where(line => line.Line.DataflowId == id).Select(line => line.Line.Version).DefaultIfEmpty().Max();
            if (await dataflows.VersionAsync(id, version, cancellation) is not { } dataflow) continue;
            foreach (var side in dataflow.Documents.IsEmpty ? [Side.A] : dataflow.Documents.Select(document => document.From))
                files.Add(new RoundFile($"{name}-{id}{(side == Side.B ? "-back" : "")}.rst", Encoding.UTF8.GetBytes(RoundRst.Of(state, dataflow, side, language))));
        }

        return files;
    }

    private static async Task<RoundFile> TableAsync(DataflowStore dataflows, RoundState state, string format, string name, string language, CancellationToken cancellation)
    {
        var names = new RoundNames(await dataflows.AllAsync(cancellation), language);
        return format == "csv" ? new RoundFile($"{name}.csv", RoundCsv.Of(state, names, language)) : new RoundFile($"{name}.json", Encoding.UTF8.GetBytes(RoundJson.Of(state, names, language)));
    }
}
