using SesamTalk.Engine.Documents;

namespace SesamTalk.Web.Cli;

/// <summary>Reads a document from a path; a file that is missing, locked or too large is an answer like any other bad input.</summary>
internal static class DocumentFile
{
    public static async Task<ReadResult> ReadAsync(string path, CancellationToken cancellation)
    {
        try
        {
            if (Directory.Exists(path)) return Unreadable(path, "it is a folder");
            if (!File.Exists(path)) return Unreadable(path, "there is no such file");
            await using var stream = File.OpenRead(path);
            return await RstReader.ReadAsync(path, stream, cancellation);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return Unreadable(path, problem.Message.TrimEnd('.'));
        }
    }

    private static ReadResult Unreadable(string path, string why) =>
        new(Path.GetFileName(path), null, [new Diagnostic(DiagnosticKind.FileUnreadable, new(1), why)]);
}
