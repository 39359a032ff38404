namespace SesamTalk.Engine.Connectors.Files;

/// <summary>
/// The new file while it grows beside the old one, in the same folder and with the same rights. It takes the old one's place
/// only when all of it is on the disk; until then, whatever happens, the old file is as it was.
/// </summary>
internal sealed class FileRewrite : IDisposable
{
    private readonly FilePlace _place;
    private readonly FileContents _contents;
    private readonly string _growing;
    private readonly FileStream _target;

    public FileRewrite(FilePlace place, FileStream source, FileContents contents)
    {
        (_place, _contents, _growing) = (place, contents, place.Growing);
        File.Delete(_growing); // left by a process that was killed; never followed where it is a link
        _target = new FileStream(_growing, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 1 << 16 });
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_target.SafeFileHandle, File.GetUnixFileMode(source.SafeFileHandle));
        _target.Write(contents.Head);
    }

    /// <summary>The new file differs from the old one.</summary>
    public bool IsChanged { get; private set; }

    /// <summary>Takes a record over as it stands.</summary>
    public void Copy(FileRow row) => Line(row.Raw);

    /// <summary>Puts other bytes in a record's place.</summary>
    public void Replace(byte[] line)
    {
        IsChanged = true;
        Line(line);
    }

    /// <summary>Adds a record behind the others.</summary>
    public void Add(byte[] line) => Replace(line);

    /// <summary>Leaves a record out.</summary>
    public void Leave() => IsChanged = true;

    /// <summary>Puts the new file in the old one's place.</summary>
    public void Keep()
    {
        _target.Flush(flushToDisk: true);
        _target.Dispose();
        if (OperatingSystem.IsWindows()) File.Replace(_growing, _place.Path, null);
        else File.Move(_growing, _place.Path, overwrite: true);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            _target.Dispose();
        }
        catch (IOException)
        {
            // A full disk says so once more when the rest is to be written; the file is thrown away.
        }

        File.Delete(_growing);
    }

    private void Line(byte[] line)
    {
        _target.Write(line);
        _target.Write(_contents.LineBreak);
    }
}
