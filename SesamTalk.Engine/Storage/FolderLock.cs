namespace SesamTalk.Engine.Storage;

/// <summary>
/// Ownership of a data folder: one process at a time. The operating system holds the lock, so that one which a killed
/// process left behind is free again by itself.
/// </summary>
public sealed class FolderLock : IDisposable
{
    /// <summary>The file that is locked.</summary>
    public const string FileName = "sesamtalk.lock";

    private readonly FileStream _file;

    private FolderLock(string folder, FileStream file) => (Folder, _file) = (folder, file);

    /// <summary>The folder that is owned.</summary>
    public string Folder { get; }

    /// <summary>Takes the folder, making it where it is missing; null where another process, or another part of this one, has it. Throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> where it cannot be written to.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="toServe">Whether work of others will be taken, from <see cref="Announce"/> on.</param>
    public static FolderLock? TryTake(string folder, bool toServe = false)
    {
        OwnFolder.Make(folder);
        var path = Path.Combine(folder, FileName);
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
        var taken = new FolderLock(folder, file);
        new FolderOwner(Environment.ProcessId, IsServer: toServe).Write(folder);
        return taken;
    }

    /// <summary>Says where this process takes work from others.</summary>
    public void Announce(Uri address, string token) => new FolderOwner(Environment.ProcessId, address, token, IsServer: true).Write(Folder);

    /// <summary>Lets the folder go.</summary>
    public void Dispose()
    {
        if (!_file.CanRead) return;
        // The lock file itself stays: deleting it could take it from under one who is just opening it.
        try
        {
            File.Delete(Path.Combine(Folder, FolderOwner.FileName));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Gone with its folder; one that stays says a process that no longer holds the lock.
        }
        _file.Dispose();
    }
}
