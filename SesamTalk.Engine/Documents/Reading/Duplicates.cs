namespace SesamTalk.Engine.Documents.Reading;

/// <summary>Notes sections that have the same two names as an earlier one. Each stays a flow of its own: they come from different flows of one name.</summary>
internal static class Duplicates
{
    internal static Sequence<DocumentSection> Note(List<DocumentSection> sections)
    {
        HashSet<(string, string)> seen = [];
        for (var i = 0; i < sections.Count; i++)
        {
            var section = sections[i];
            if (seen.Add((section.Source.Full, section.Target.Full))) continue;
            var note = new Diagnostic(DiagnosticKind.DuplicateSection, section.Heading.Line, $"{section.Source.Shown} to {section.Target.Shown}");
            sections[i] = section with { Diagnostics = [note, .. section.Diagnostics] };
        }
        return sections.ToSequence();
    }
}
