using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Dataflows.Shipped;
using SesamTalk.Engine.Documents;

namespace SesamTalk.Web.Cli;

/// <summary>Documents to be simulated, as dataflows: directed ones between the same systems together, and those that SesamTalk brings along with what it adds to them.</summary>
internal static class SimulateDocuments
{
    /// <summary>The dataflows in the order of their first documents; null where a document was bad, with the reasons on the error stream.</summary>
    public static async Task<IReadOnlyList<Dataflow>?> ReadAsync(IEnumerable<string> paths, TextWriter error, CancellationToken cancellation)
    {
        var (dataflows, isSound) = (new List<Dataflow>(), true);
        foreach (var path in paths)
        {
            var result = await DocumentFile.ReadAsync(path, cancellation);
            DiagnosticLines.Write(error, path, result.Diagnostics);
            isSound &= result.IsSound;
            if (result.Document is { } document) Lay(result.File, document, dataflows);
        }

        return isSound ? dataflows : null;
    }

    private static void Lay(string file, DataflowDocument document, List<Dataflow> dataflows)
    {
        // A second document of one direction is another dataflow, not a newer version of the first.
        if (Importer.Find(dataflows.Where(flow => flow.Documents.All(source => source.From != Importer.SideOf(flow, document))), document) is { } found)
        {
            dataflows[dataflows.IndexOf(found.Dataflow)] = Importer.Import(file, document, found.Dataflow, found.From);
            return;
        }

        var known = Importer.Find(ShippedDataflows.All, document);
        dataflows.Add(known is var (shipped, from) ? Importer.Import(file, document, shipped, from) : Importer.ImportNew(file, document, [.. dataflows.Select(flow => flow.Id)]));
    }
}
