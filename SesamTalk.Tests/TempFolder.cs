namespace SesamTalk.Tests;

/// <summary>A folder of a test's own, gone at its end.</summary>
internal sealed class TempFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sesamtalk-");

    public string Path => _folder.FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        try
        {
            _folder.Delete(true);
        }
        catch (IOException)
        {
            // A file that is still being let go is the temporary folder's to clean.
        }
    }
}
