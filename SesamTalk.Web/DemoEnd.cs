namespace SesamTalk.Web;

/// <summary>What is to become of a demo when the site that serves it has stopped.</summary>
public enum DemoWish
{
    /// <summary>It stays as it is.</summary>
    Stay,

    /// <summary>It begins anew, as a first start makes it.</summary>
    Reset,

    /// <summary>It goes, and an empty installation is left.</summary>
    Remove,
}

/// <summary>
/// Ends a demo. The site stops, what it kept is deleted while nothing has it open, and the site is served again at the same
/// address: open pages come back by themselves.
/// </summary>
public sealed class DemoEnd(IHostApplicationLifetime? lifetime = null)
{
    /// <summary>What was asked for last.</summary>
    public DemoWish Wish { get; private set; }

    /// <summary>Asks for it, and stops the site.</summary>
    public void Ask(DemoWish wish)
    {
        Wish = wish;
        lifetime?.StopApplication();
    }

    /// <summary>Deletes all that an installation keeps in its data folder; the folder stays this process's own.</summary>
    internal static void Clear(string folder, string except)
    {
        foreach (var directory in Directory.EnumerateDirectories(folder)) Directory.Delete(directory, recursive: true);
        foreach (var file in Directory.EnumerateFiles(folder).Where(file => Path.GetFileName(file) != except)) File.Delete(file);
    }
}
