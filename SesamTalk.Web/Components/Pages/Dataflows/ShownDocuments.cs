using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Documents;
using SesamTalk.Engine.Records;

namespace SesamTalk.Web.Components.Pages.Dataflows;

/// <summary>The documents of a dataflow as pages show them.</summary>
internal static class ShownDocuments
{
    /// <summary>Those that were imported; without any, what the definition holds as the document's own, written in the fixed form: what was added here is left out.</summary>
    public static IReadOnlyList<SourceDocument> Of(Dataflow dataflow, string stamp) => dataflow.Documents.IsEmpty
        ? [new($"{dataflow.Id}.rst", stamp, Side.A, RstWriter.Write(Exporter.Export(dataflow, Side.A, stamp, withAdded: false)))]
        : dataflow.Documents;

    /// <summary>Where its text begins as an element of the page.</summary>
    public static string Region(SourceDocument document) => "source-" + document.From;

    /// <summary>The line of the dataflow that a row of a document speaks of, as an address; null for none. A document from B names B's paths first: the line is found by its two paths, whichever way round.</summary>
    public static string? LineOf(Dataflow dataflow, DocumentSection section, PropertyRow row) =>
        (from pair in dataflow.Pairs
         where (pair.A.Name, pair.B.Name) == (section.Source.Shown, section.Target.Shown) || (pair.B.Name, pair.A.Name) == (section.Source.Shown, section.Target.Shown)
         from rule in pair.Properties
         where (rule.A, rule.B) == (row.Source.Path, row.Target.Path) || (rule.B, rule.A) == (row.Source.Path, row.Target.Path)
         select TalkUrls.Dataflow(dataflow.Id, "pairs", LineAnchor.Of(pair.Id, rule.Id))).FirstOrDefault();
}
