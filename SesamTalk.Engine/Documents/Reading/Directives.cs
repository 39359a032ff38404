namespace SesamTalk.Engine.Documents.Reading;

/// <summary>Directives are reported, never followed: a document from elsewhere must not pull in files.</summary>
internal static class Directives
{
    internal static void Report(Draft draft, int at)
    {
        var line = draft.Lines[at].Trim();
        if (line.StartsWith(".. ", StringComparison.Ordinal) && line.Contains("::", StringComparison.Ordinal)) draft.Report(DiagnosticKind.Directive, at, line);
    }
}
