using System.Text;
using SesamTalk.Engine.Documents;

namespace SesamTalk.Web.Cli;

/// <summary>What a document holds, for a person.</summary>
internal static class DocumentSummary
{
    public static string Of(string path, DataflowDocument document)
    {
        var text = new StringBuilder();
        text.Append(Path.GetFileName(path)).Append(": ").AppendLine(document.Title.Trim());
        text.Append("  generated ").Append(document.Generated ?? "(not said)").Append(", ").Append(document.Sections.Count).AppendLine(document.Sections.Count == 1 ? " pair" : " pairs");
        foreach (var section in document.Sections) text.AppendLine(Pair(section));
        return text.ToString().TrimEnd();
    }

    private static string Pair(DocumentSection section)
    {
        var odd = section.Diagnostics.Count(d => d.Weight != DiagnosticWeight.Note);
        return $"  {section.Source.Shown} -> {section.Target.Shown}: {Opening(section)}, {Count(section.MergeKeys.Count(), "merge key")}, {Count(section.Properties.Count(), "property", "properties")}"
            + (odd == 0 ? "" : $", {odd} to look at");
    }

    private static string Opening(DocumentSection section) => section.Opening switch
    {
        EverySentence => "every record",
        BeforeSentence => section.Creation is null ? "linked records only" : "linked records, created on demand",
        ConditionSentence { IsCondition: true } => "on a condition",
        ConditionSentence => "with a remark",
        _ => "does not say which records",
    };

    private static string Count(int count, string one, string? many = null) => $"{count} {(count == 1 ? one : many ?? one + "s")}";
}
