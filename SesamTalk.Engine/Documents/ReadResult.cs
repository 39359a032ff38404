namespace SesamTalk.Engine.Documents;

/// <summary>What came of reading a file.</summary>
/// <param name="File">The file's name, without its folder.</param>
/// <param name="Document">The document; null when the file is none.</param>
/// <param name="Diagnostics">All there is to say about it, in the order of the lines.</param>
public sealed record ReadResult(string File, DataflowDocument? Document, Sequence<Diagnostic> Diagnostics)
{
    /// <summary>Whether the file is whole: nothing in it is an error.</summary>
    public bool IsSound => Document is not null && Diagnostics.All(d => d.Weight != DiagnosticWeight.Error);
}
