using System.Text;
using CsvHelper;
using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Files;

/// <summary>A CSV file with a header line. Columns are found by their names, whatever their order.</summary>
internal sealed class CsvContents : FileContents
{
    private const int LargestRecord = 16 << 20, LookedAt = 1 << 16;
    private static readonly Encoding Utf8 = new UTF8Encoding(false, true);

    private readonly FileTable _table;
    private readonly CsvReader _reader;
    private readonly int[] _slots;
    private readonly SchemaProperty[] _columns;

    public CsvContents(FileTable table, FileStream stream)
    {
        _table = table;
        var (mark, lineBreak) = Look(stream, table.Formats.Encoding);
        _reader = Reader(stream, table.Formats);
        var columns = Columns(_reader);
        _slots = [.. columns.Select(table.Schema.SlotOf)];
        if (_slots.Contains(-1) || columns.Count != table.Schema.Properties.Length - (table.Keys.Length > 1 ? 1 : 0)) throw new UnfitException(" has other columns than before; the next run reads them anew");
        _columns = [.. _slots.Select(slot => table.Schema.Properties[slot])];
        LineBreak = Encode(lineBreak);
        Head = [.. mark, .. Encode(string.Join(table.Formats.Delimiter, columns.Select(column => Quoted(column, false)))), .. LineBreak];
    }

    public override byte[] Head { get; }

    public override byte[] LineBreak { get; }

    /// <summary>The column names of a file; <see cref="FormatException"/> where its header is no header.</summary>
    public static IReadOnlyList<string> Columns(FileStream stream, CellFormats formats)
    {
        _ = Look(stream, formats.Encoding);
        using var reader = Reader(stream, formats);
        return Columns(reader);
    }

    public override IEnumerable<FileRow> Rows()
    {
        var row = new CsvFileRow(this);
        while (Next()) yield return row;
    }

    public override byte[] New(Record values) => Encode(string.Join(_table.Formats.Delimiter, _columns.Select(column => Cell(column, values[column.Path] is Absent ? null : values[column.Path]))));

    public override void Dispose() => _reader.Dispose();

    private bool Next() => Guarded(_reader, () => _reader.Read());

    private string Cell(SchemaProperty column, object? value)
    {
        var cell = Quoted(FileShapes.ToCell(value, _table.Formats), value is "");
        try
        {
            _ = _table.Formats.Encoding.GetByteCount(cell);
            return cell;
        }
        catch (EncoderFallbackException)
        {
            throw new UnwritableException(column.Path);
        }
    }

    private string Quoted(string cell, bool always)
    {
        var needs = always || cell.AsSpan().IndexOfAny(_table.Formats.Delimiter, '"') >= 0 || cell.AsSpan().IndexOfAny('\r', '\n') >= 0 || (cell.Length > 0 && (cell[0] == ' ' || cell[^1] == ' '));
        return needs ? '"' + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + '"' : cell;
    }

    private byte[] Encode(string text) => _table.Formats.Encoding.GetBytes(text);

    private Record Record()
    {
        var slots = new object?[_table.Schema.Properties.Length];
        try
        {
            for (var column = 0; column < _columns.Length; column++)
            {
                var raw = _reader.GetRawSpan(column);
                if (!System.Text.Unicode.Utf8.IsValid(raw)) throw new UnfitException($"{_columns[column].Path} is not written in {_table.Formats.Encoding.WebName}");
                if (raw.Length == 0) continue;
                var cell = _reader.GetString(column);
                slots[_slots[column]] = cell.Length == 0 && _columns[column].Type != PropertyType.Text ? null : FileShapes.FromCell(_columns[column], cell, _table.Formats);
            }

            return _table.Record(slots);
        }
        catch (FormatException wrong)
        {
            throw new UnfitException($", line {_reader.LineNumber}: {UnfitException.WordsOf(wrong)}", wrong);
        }
    }

    private byte[] Raw(ReadOnlySpan<byte> utf8) => _table.Formats.Encoding is UTF8Encoding ? utf8.ToArray() : Encode(Utf8.GetString(utf8));

    private static List<string> Columns(CsvReader reader)
    {
        var columns = Guarded(reader, () =>
        {
            reader.ReadHeader();
            return reader.Headers.ToArray().ToList();
        });
        if (columns.Count == 0) throw new IOException("it is empty, without even its header line; nothing is taken for deleted");
        var twice = columns.GroupBy(column => column).FirstOrDefault(group => group.Count() > 1 || group.Key.Length == 0);
        if (twice is null) return columns;
        throw twice.Key.Length == 0 ? new UnfitException(", line 1: a column is without its name") : new UnfitException($", line 1: two columns are called {twice.Key}");
    }

    private static T Guarded<T>(CsvReader reader, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CsvFormatException wrong)
        {
            throw new UnfitException($", line {(wrong.LineNumber > 0 ? wrong.LineNumber : 1)}: {Said(wrong)}", wrong);
        }
        catch (DecoderFallbackException wrong)
        {
            throw new UnfitException($", after line {reader.LineNumber}: a character is not written in the encoding that is set", wrong);
        }
    }

    // “Record 2 (line 2) has 3 fields but 2 were expected.” says the record and line once more.
    private static string Said(CsvFormatException wrong) => wrong.Message[(wrong.Message.IndexOf(')') + 1)..].TrimStart(':', ' ').TrimEnd('.');

    private static CsvReader Reader(FileStream stream, CellFormats formats) => CsvReader.Create(stream, new CsvReaderOptions
    {
        Separator = formats.Delimiter,
        Encoding = formats.Encoding is UTF8Encoding ? null : formats.Encoding,
        FieldCountMismatch = CsvFieldCountHandling.Throw,
        OnMalformedRecord = bad =>
        {
            // A quote in the middle (3/4") is a character; a quote that opens and never closes is a file that breaks off.
            if (bad.Reason is CsvMalformedReason.UnterminatedQuote or CsvMalformedReason.TextAfterClosingQuote) throw new UnfitException($", line {bad.LineNumber}: a quoted text does not end as it should");
        },
        TrackLineNumbers = true,
        MaxRecordSize = LargestRecord,
        IncludeValuesInExceptions = false,
        DetectSeparatorHint = false,
    }, leaveOpen: true);

    /// <summary>The byte order mark and the line break of a file, which is then at its beginning again.</summary>
    private static (byte[] Mark, string LineBreak) Look(FileStream stream, Encoding encoding)
    {
        var start = new byte[LookedAt];
        var begin = start.AsSpan(0, stream.ReadAtLeast(start, LookedAt, throwOnEndOfStream: false));
        stream.Position = 0;
        if (encoding is UTF8Encoding && (begin.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || begin.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))) throw new UnfitException(" is written in utf-16; set its encoding");
        ReadOnlySpan<byte> preamble = encoding is UTF8Encoding ? Encoding.UTF8.Preamble : encoding.Preamble;
        var mark = preamble.Length > 0 && begin.StartsWith(preamble) ? preamble.ToArray() : [];
        var at = begin.IndexOf((byte)'\n');
        var before = encoding.GetByteCount("\n");
        return (mark, at >= before && begin[(at - before)..at].Contains((byte)'\r') ? "\r\n" : "\n");
    }

    private sealed class CsvFileRow(CsvContents contents) : FileRow
    {
        public override Record Record => contents.Record();

        public override byte[] Raw => contents.Raw(contents._reader.RawRecord);

        public override byte[] With(IReadOnlyDictionary<string, object?> values) => contents.Encode(string.Join(contents._table.Formats.Delimiter,
            contents._columns.Select((column, at) => values.TryGetValue(column.Path, out var value) ? contents.Cell(column, value) : Utf8.GetString(contents._reader.GetRawSpan(at)))));
    }
}
