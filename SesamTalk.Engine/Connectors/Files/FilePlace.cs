using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using SesamTalk.Engine.Connectors.Wire;

namespace SesamTalk.Engine.Connectors.Files;

/// <summary>Where a file stands, and what its folder's trouble means.</summary>
/// <param name="Folder">The folder of the system.</param>
/// <param name="Name">The file as it is declared, for a person.</param>
internal sealed partial record FilePlace(string Folder, string Name)
{
    private const int DiskFull = 28, QuotaFull = 122, ReadOnlyDisk = 30, WindowsDiskFull = unchecked((int)0x80070070);
    private const int HeldOnLinux = 11, HeldOnMac = 35, HeldOnWindows = unchecked((int)0x80070020);

    /// <summary>The whole path, checked anew: a link may have been put there since.</summary>
    public string Path => NoLinks(Folder, Below(Folder, Name));

    /// <summary>What is written before it takes the file's place.</summary>
    public string Growing => Beside("sesamtalk");

    /// <summary>Whoever replaces the file holds this one meanwhile.</summary>
    public string Lock => Beside("lock");

    /// <summary>The ids of the records that we made: a cursor that was taken before does not know them.</summary>
    public string Made => Beside("made");

    /// <summary>The path of a declared file; <see cref="FormatException"/> where it would leave the folder.</summary>
    public static string Below(string folder, string file)
    {
        var root = System.IO.Path.GetFullPath(folder).TrimEnd(System.IO.Path.DirectorySeparatorChar) + System.IO.Path.DirectorySeparatorChar;
        var leaves = System.IO.Path.IsPathRooted(file) || file.AsSpan().ContainsAny('\0', ':') || file.Split('/', '\\').Any(step => step is ".." or "." or "" || step.StartsWith('.'));
        var path = leaves ? "" : System.IO.Path.GetFullPath(System.IO.Path.Combine(root, file));
        return path.StartsWith(root, StringComparison.Ordinal) && path.Length > root.Length ? path : throw new UnfitException($"the file {file} does not stay in the folder, or is hidden");
    }

    /// <summary>Opens the file for reading; another program that holds it for itself is trouble.</summary>
    public FileStream Open() => new(Path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16);

    /// <summary>What trouble with the folder or its files means. Whatever fails before the file is replaced wrote nothing.</summary>
    public ConnectorError Error(Exception trouble) => trouble switch
    {
        FileNotFoundException or DirectoryNotFoundException => new ConnectorError.Unreachable($"{Name} is not in its folder. Nothing is taken for deleted; SesamTalk goes on when the file is back."),
        UnauthorizedAccessException => new ConnectorError.NotAllowed($"SesamTalk may not read or replace {Name}: give its account rights to the file and its folder."),
        IOException { HResult: ReadOnlyDisk } => new ConnectorError.NotAllowed($"{Name} stands on a disk that cannot be written."),
        IOException { HResult: DiskFull or QuotaFull or WindowsDiskFull } => new ConnectorError.Unreachable($"The disk of {Name} is full. The file is as it was; SesamTalk goes on when there is room."),
        FormatException { Message: [',' or ' ', ..] } wrong => new ConnectorError.Garbled($"{Name}{UnfitException.WordsOf(wrong)}."),
        FormatException wrong => new ConnectorError.Garbled($"{Name}: {UnfitException.WordsOf(wrong)}."),
        _ => new ConnectorError.Unreachable($"{Name} cannot be used now: {Said.Short(trouble.Message)}"),
    };

    /// <summary>Whether a file could not be opened because another program holds it.</summary>
    public static bool IsHeld(Exception trouble) => trouble is IOException { HResult: HeldOnLinux or HeldOnMac or HeldOnWindows };

    /// <summary>Makes the folder's new entry last through a loss of power.</summary>
    public void FlushFolder()
    {
        if (OperatingSystem.IsWindows()) return;
        using var folder = new SafeFileHandle(OpenFolder(System.IO.Path.GetDirectoryName(Path)!, 0), ownsHandle: true);
        if (!folder.IsInvalid) RandomAccess.FlushToDisk(folder);
    }

    private string Beside(string ending)
    {
        var path = Path;
        return System.IO.Path.Combine(System.IO.Path.GetDirectoryName(path)!, $".{System.IO.Path.GetFileName(path)}.{ending}");
    }

    private static string NoLinks(string folder, string path)
    {
        var root = System.IO.Path.GetFullPath(folder).TrimEnd(System.IO.Path.DirectorySeparatorChar);
        for (var step = path; step.Length > root.Length; step = System.IO.Path.GetDirectoryName(step)!)
            if (new FileInfo(step).LinkTarget is not null) throw new UnauthorizedAccessException("a link leads away");
        return path;
    }

    // .NET opens no folder, and a renamed file is not on the disk before its folder is.
    [DllImport("libc", EntryPoint = "open", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint OpenFolder([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);
}
