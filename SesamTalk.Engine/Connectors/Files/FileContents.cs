using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Files;

/// <summary>A record of a file with the bytes that it stands in; only until the next one is read.</summary>
internal abstract class FileRow
{
    /// <summary>The record.</summary>
    public abstract Record Record { get; }

    /// <summary>The bytes as they stand in the file, without their line break.</summary>
    public abstract byte[] Raw { get; }

    /// <summary>The bytes with some values replaced; everything else is left as it stands. <see cref="UnwritableException"/> where the encoding lacks a character.</summary>
    public abstract byte[] With(IReadOnlyDictionary<string, object?> values);
}

/// <summary>One pass through a file, from its first record to its last.</summary>
internal abstract class FileContents : IDisposable
{
    /// <summary>What stands before the first record: mark, header and its line break.</summary>
    public abstract byte[] Head { get; }

    /// <summary>How lines end here.</summary>
    public abstract byte[] LineBreak { get; }

    /// <summary>The records; <see cref="FormatException"/> names the line of what cannot be read.</summary>
    public abstract IEnumerable<FileRow> Rows();

    /// <summary>The bytes of a new record.</summary>
    public abstract byte[] New(Record values);

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>A pass through a table's file.</summary>
    public static FileContents Of(FileTable table, FileStream stream) => table.IsJson ? new JsonLinesContents(table, stream) : new CsvContents(table, stream);
}

/// <summary>A value that the file's encoding cannot write.</summary>
internal sealed class UnwritableException(string path) : Exception(path)
{
    /// <summary>The property.</summary>
    public string Path { get; } = path;
}
