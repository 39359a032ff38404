using SesamTalk.Engine.Storage;

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

    /// <summary>Who asked for it.</summary>
    public string Who { get; private set; } = "";

    /// <summary>Asks for it under somebody's name, and stops the site.</summary>
    public void Ask(DemoWish wish, string who)
    {
        (Wish, Who) = (wish, who);
        lifetime?.StopApplication();
    }

    /// <summary>Says in the audit of what began anew who ended the demo before it: that one's own went with it.</summary>
    internal static Task TellAsync(AuditLog audit, DemoWish wish, string who, CancellationToken ct) => wish switch
    {
        DemoWish.Stay => Task.CompletedTask,
        DemoWish.Reset => audit.AddAsync(who, "demo.reset", "demo", $"{who} had the demo begin anew.", ct),
        DemoWish.Remove => audit.AddAsync(who, "demo.removed", "demo", $"{who} had the demo taken away.", ct),
    };

    /// <summary>Deletes all that an installation keeps in its data folder; the folder stays this process's own.</summary>
    internal static void Clear(string folder, string except)
    {
        foreach (var directory in Directory.EnumerateDirectories(folder)) Directory.Delete(directory, recursive: true);
        foreach (var file in Directory.EnumerateFiles(folder).Where(file => Path.GetFileName(file) != except)) File.Delete(file);
    }
}
