namespace SesamTalk.Engine.Storage;

/// <summary>
/// Bytes of which there may be more than a run should hold in memory. A little is held; the rest goes into a file in the data folder,
/// readable by us alone, which has no name there (elsewhere than on Windows), so that it is gone with its owner and with the process.
/// </summary>
internal sealed class SpillFile(string folder) : IDisposable
{
    private const int Least = 1024, Most = 256 * 1024;

    private byte[] _held = [];
    private int _used;
    private long _spilt;
    private FileStream? _file;

    /// <summary>How many bytes there are.</summary>
    public long Length => _spilt + _used;

    /// <summary>Adds bytes at the end. Throws <see cref="SpillFileException"/> where the disk takes no more.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (_used + bytes.Length > Most) Spill();
        if (bytes.Length > Most)
        {
            Write(bytes);
            return;
        }

        if (_used + bytes.Length > _held.Length) Array.Resize(ref _held, Math.Min(Most, Math.Max(Least, Math.Max(_held.Length * 2, _used + bytes.Length))));
        bytes.CopyTo(_held.AsSpan(_used));
        _used += bytes.Length;
    }

    /// <summary>Reads bytes that were added.</summary>
    public void Read(long offset, Span<byte> into)
    {
        if (offset < _spilt)
        {
            var length = (int)Math.Min(into.Length, _spilt - offset);
            for (var read = 0; read < length;)
            {
                var some = RandomAccess.Read(_file!.SafeFileHandle, into[read..length], offset + read);
                read += some > 0 ? some : throw new SpillFileException("A file of what is set aside is shorter than it was.", null);
            }

            offset = _spilt;
            into = into[length..];
        }

        _held.AsSpan((int)(offset - _spilt), into.Length).CopyTo(into);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file?.Dispose();
        _file = null;
    }

    private void Spill()
    {
        if (_used == 0) return;
        Write(_held.AsSpan(0, _used));
        _used = 0;
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _file ??= Open();
            RandomAccess.Write(_file.SafeFileHandle, bytes, _spilt);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SpillFileException("What is set aside could not be written.", error);
        }

        _spilt += bytes.Length;
    }

    private FileStream Open()
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"aside-{Path.GetRandomFileName()}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.Delete, BufferSize = 0, Options = FileOptions.DeleteOnClose };
        if (OperatingSystem.IsWindows()) return new FileStream(path, options);
        options.Options = FileOptions.None;
        options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(path, options);
        File.Delete(path);
        return file;
    }
}

/// <summary>The disk does not take, or does not give back, what a run sets aside.</summary>
internal sealed class SpillFileException(string message, Exception? inner) : IOException(message, inner);
