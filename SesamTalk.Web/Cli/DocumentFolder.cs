using SesamTalk.Engine.Documents;

namespace SesamTalk.Web.Cli;

/// <summary>The folder that documents are written into: never over the document itself, and never two over each other.</summary>
internal sealed class DocumentFolder(string folder)
{
    private readonly HashSet<string> _written = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Writes the document under its own file name; gives the reason where it does not.</summary>
    public string? Write(string path, DataflowDocument document)
    {
        var target = Path.GetFullPath(Path.Combine(folder, Path.GetFileName(path)));
        if (target == Path.GetFullPath(path)) return "Not written: the folder is the document's own. Choose another with --out.";
        if (!_written.Add(target)) return "Not written: a document of the same file name was just written there. Write it to another folder.";
        try
        {
            Directory.CreateDirectory(folder);
            // In one step, so that a crash leaves no half document.
            File.WriteAllBytes(target + ".part", RstWriter.WriteBytes(document));
            File.Move(target + ".part", target, overwrite: true);
            return null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return $"Not written: {problem.Message} Check the folder given with --out.";
        }
    }
}
