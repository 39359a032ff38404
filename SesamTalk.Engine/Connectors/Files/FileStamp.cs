namespace SesamTalk.Engine.Connectors.Files;

/// <summary>The size and time of a file: another one wherever somebody wrote to it.</summary>
internal readonly record struct FileStamp(long Length, DateTimeOffset Written)
{
    /// <summary>Of an open file, wherever its name may lead by now.</summary>
    public static FileStamp Of(FileStream stream) => new(RandomAccess.GetLength(stream.SafeFileHandle), File.GetLastWriteTimeUtc(stream.SafeFileHandle));

    /// <summary>Of what stands at a path now.</summary>
    public static FileStamp Of(string path) => new FileInfo(path) is { Exists: true } info ? new(info.Length, info.LastWriteTimeUtc) : default;

    /// <summary>Whether a file ends in the middle of a line.</summary>
    public static bool EndsOpen(FileStream stream)
    {
        var length = RandomAccess.GetLength(stream.SafeFileHandle);
        Span<byte> end = stackalloc byte[2];
        var read = RandomAccess.Read(stream.SafeFileHandle, end, Math.Max(0, length - 2));
        return read > 0 && !end[..read].ContainsAny((byte)'\n', (byte)'\r');
    }
}
