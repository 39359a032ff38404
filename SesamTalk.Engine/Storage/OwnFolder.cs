namespace SesamTalk.Engine.Storage;

/// <summary>Folders that only this user reads: in them stands what systems know of people, and what protects their secrets.</summary>
public static class OwnFolder
{
    /// <summary>Makes a folder where it is missing, for this user alone. One that is there keeps the rights that somebody gave it.</summary>
    public static void Make(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
