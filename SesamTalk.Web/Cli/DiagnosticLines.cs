using SesamTalk.Engine.Documents;

namespace SesamTalk.Web.Cli;

/// <summary>Diagnostics as lines that editors and people can follow: "file:line: weight: what to do".</summary>
internal static class DiagnosticLines
{
    // A file that is broken all through would fill the screen and say no more.
    private const int Most = 50;

    public static void Write(TextWriter error, string path, IEnumerable<Diagnostic> diagnostics)
    {
        var shown = diagnostics.Where(d => d.Weight != DiagnosticWeight.Note).ToList();
        var first = shown.OrderByDescending(d => d.Weight).Take(Most).OrderBy(d => d.Line.Number).ToList();
        foreach (var diagnostic in first)
            error.WriteLine($"{path}:{diagnostic.Line}: {Word(diagnostic.Weight)}: {diagnostic.What} {diagnostic.ToDo}");
        if (shown.Count > first.Count) error.WriteLine($"{path}: and {shown.Count - first.Count} more.");
    }

    private static string Word(DiagnosticWeight weight) => weight switch
    {
        DiagnosticWeight.Note => "note",
        DiagnosticWeight.Warning => "warning",
        DiagnosticWeight.Error => "error",
    };
}
