using SesamTalk.Engine.Storage;

namespace SesamTalk.Web.Cli;

/// <summary>What the command line cannot do itself and is handed by the program: serving, and opening an installation.</summary>
/// <param name="Folder">The data folder that is meant, from what was asked for, or null.</param>
/// <param name="Serve">Serves until it is stopped, with the rest of the arguments as configuration; gives the exit code.</param>
/// <param name="Open">Opens the installation of a folder that this process owns; with the demo's systems where they are needed.</param>
internal sealed record VerbDoors(
    Func<string?, string> Folder,
    Func<string?, string[], CancellationToken, Task<int>> Serve,
    Func<FolderLock, bool, CancellationToken, Task<IInstallation>> Open)
{
    /// <summary>The same as <paramref name="Open"/>, making an installation that is still empty a demo; null where that cannot be.</summary>
    public Func<FolderLock, bool, CancellationToken, Task<IInstallation>>? OpenDemo { get; init; }

    /// <summary>Which database the installation keeps its state in, as its settings say.</summary>
    public Func<string> Provider { get; init; } = () => "Sqlite";

    /// <summary>Every page of the site by a name, with those of a run, a conflict and a link where there is one.</summary>
    public Func<Guid?, Guid?, Guid?, Guid?, IReadOnlyList<(string Name, string Address)>> Tour { get; init; } = (_, _, _, _) => [];

    /// <summary>How long a server may take to start before a verb gives up on it.</summary>
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(30), Look = TimeSpan.FromMilliseconds(200);

    private static readonly TimeProvider Clock = TimeProvider.System;

    /// <summary>Opens the installation, or turns to the server that owns it. Throws <see cref="FolderInUseException"/> where its owner takes no work.</summary>
    public async Task<IInstallation> EnterAsync(string? asked, bool needsSystems, CancellationToken cancellationToken)
    {
        var folder = Folder(asked);
        var since = Clock.GetTimestamp();
        while (true)
        {
            if (FolderLock.TryTake(folder) is { } taken) return await OpenAsync(taken, needsSystems, cancellationToken);
            var owner = FolderOwner.Of(folder);
            if (owner?.Address is not null) return new ServedInstallation(owner);
            // A server that is just starting, or an owner that is just about to say who it is.
            if (owner is { IsServer: false } || Clock.GetElapsedTime(since) > StartTime) throw new FolderInUseException(folder, owner);
            await LookAgainAsync(cancellationToken);
        }
    }

    /// <summary>The moment between two looks at what a process says of itself in its folder: it sends no sign to wait for.</summary>
    public static Task LookAgainAsync(CancellationToken cancellationToken) => Task.Delay(Look, Clock, cancellationToken);

    private async Task<IInstallation> OpenAsync(FolderLock taken, bool needsSystems, CancellationToken cancellationToken)
    {
        try
        {
            return await Open(taken, needsSystems, cancellationToken);
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }
}
