using System.Text;
using SesamTalk.Engine.Documents.Reading;

namespace SesamTalk.Engine.Documents;

/// <summary>
/// Reads dataflow documents. It reads the text itself rather than through a reStructuredText library, which would drop
/// tables that have a header only, and it never follows a directive: nothing is included and nothing runs.
/// </summary>
public static class RstReader
{
    /// <summary>The largest file that is read, in bytes (20 MB).</summary>
    public const int SizeLimit = 20 * 1024 * 1024;

    /// <summary>Reads a document from a stream, at most <see cref="SizeLimit"/> bytes of it. Bad input is an answer, never an exception.</summary>
    public static async Task<ReadResult> ReadAsync(string file, Stream stream, CancellationToken cancellation)
    {
        var buffer = new byte[81920];
        using var bytes = new MemoryStream();
        while (await stream.ReadAsync(buffer, cancellation) is var count and > 0)
        {
            if (bytes.Length + count > SizeLimit) return Failed(file, new(DiagnosticKind.TooLarge, new(1), "20 MB"));
            bytes.Write(buffer, 0, count);
        }
        return Read(file, bytes.ToArray());
    }

    /// <summary>Reads a document from the bytes of a file.</summary>
    public static ReadResult Read(string file, byte[] bytes)
    {
        if (bytes.Length > SizeLimit) return Failed(file, new(DiagnosticKind.TooLarge, new(1), "20 MB"));
        return SourceText.Decode(bytes, out var text) is { } problem ? Failed(file, problem) : Read(file, text);
    }

    /// <summary>Reads a document from text that is already decoded.</summary>
    public static ReadResult Read(string file, string text) => Read(file, Encoding.UTF8.GetBytes(text));

    private static ReadResult Read(string file, SourceText text)
    {
        if (DocumentReader.Read(text, out var document) is { } problem) return Failed(file, problem);
        return new(Path.GetFileName(file), document, document!.AllDiagnostics.ToSequence());
    }

    private static ReadResult Failed(string file, Diagnostic problem) => new(Path.GetFileName(file), null, [problem]);
}
