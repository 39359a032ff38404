using SesamTalk.Engine.Connectors.Wire;
namespace SesamTalk.Engine.Connectors.Files;

/// <summary>The lines of a file in UTF-8, one after another, through a buffer that grows no further than one line may.</summary>
internal sealed class LineReader
{
    private const int Longest = 16 << 20;
    private static ReadOnlySpan<byte> Utf8Mark => [0xEF, 0xBB, 0xBF];

    private readonly Stream _stream;
    private byte[] _buffer = new byte[1 << 16];
    private int _start, _length, _end, _next;
    private bool _isOver;

    public LineReader(Stream stream)
    {
        _stream = stream;
        Fill();
        var begin = _buffer.AsSpan(0, _end);
        Mark = begin.StartsWith(Utf8Mark) ? Utf8Mark.ToArray() : [];
        _next = Mark.Length;
        var first = begin.IndexOf((byte)'\n');
        LineBreak = first > 0 && begin[first - 1] == '\r' ? "\r\n"u8.ToArray() : "\n"u8.ToArray();
    }

    /// <summary>The byte order mark, if there is one.</summary>
    public byte[] Mark { get; }

    /// <summary>How the first line ends.</summary>
    public byte[] LineBreak { get; }

    /// <summary>The line, without its end; until the next is read.</summary>
    public ReadOnlySpan<byte> Line => _buffer.AsSpan(_start, _length);

    /// <summary>The number of the line, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>Nothing but blanks.</summary>
    public bool IsBlank => Line.Trim(" \t\r"u8).IsEmpty;

    /// <summary>Goes to the next line; false at the end.</summary>
    public bool Next()
    {
        _start = _next;
        var looked = 0;
        while (true)
        {
            var at = _buffer.AsSpan(_start + looked, _end - _start - looked).IndexOf((byte)'\n');
            if (at >= 0) return Ends(looked + at, 1);
            looked = _end - _start;
            if (_isOver) return looked > 0 && Ends(looked, 0);
            if (looked >= Longest) throw new UnfitException($", line {Number + 1}: it is longer than a record may be");
            Fill();
        }
    }

    private bool Ends(int length, int lineBreak)
    {
        _next = _start + length + lineBreak;
        _length = length > 0 && _buffer[_start + length - 1] == '\r' ? length - 1 : length;
        Number++;
        return true;
    }

    private void Fill()
    {
        if (_start > 0)
        {
            Buffer.BlockCopy(_buffer, _start, _buffer, 0, _end - _start);
            (_end, _start) = (_end - _start, 0);
        }

        if (_end == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = _stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _isOver = read == 0;
    }
}
