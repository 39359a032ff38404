using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace SesamTalk.Engine.Records;

/// <summary>Writes packed values, one after another.</summary>
internal sealed class ValueWriter
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private const int MostKept = 64 * 1024;

    [ThreadStatic]
    private static ValueWriter? _ofThread;

    private readonly ArrayBufferWriter<byte> _bytes = new(256);

    private ValueWriter()
    {
    }

    /// <summary>The thread's writer, empty: what is packed is taken out before anything else is packed. One that has grown large is let go.</summary>
    public static ValueWriter Fresh()
    {
        if (_ofThread is null || _ofThread._bytes.Capacity > MostKept) _ofThread = new ValueWriter();
        _ofThread._bytes.ResetWrittenCount();
        return _ofThread;
    }

    /// <summary>Whether exactly these bytes were packed.</summary>
    public bool Is(ReadOnlySpan<byte> bytes) => _bytes.WrittenSpan.SequenceEqual(bytes);

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    public void Byte(byte value)
    {
        _bytes.GetSpan(1)[0] = value;
        _bytes.Advance(1);
    }

    /// <summary>A number that is not negative, seven bits a byte.</summary>
    public void Count(int value)
    {
        var rest = (uint)value;
        for (; rest >= 0x80; rest >>= 7) Byte((byte)(rest | 0x80));
        Byte((byte)rest);
    }

    /// <summary>Text of our own making, such as a path; what is no well-formed Unicode is replaced.</summary>
    public void Text(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        Count(length);
        _bytes.Advance(Encoding.UTF8.GetBytes(text, _bytes.GetSpan(length)));
    }

    public void TextOrNull(string? text)
    {
        Byte(text is null ? (byte)0 : (byte)1);
        if (text is not null) Text(text);
    }

    public void Value(object? value)
    {
        switch (value)
        {
            case null: Tag(ValueTag.Null); break;
            case Absent: Tag(ValueTag.Absent); break;
            case string text: TaggedText(text); break;
            case long number: Tag(ValueTag.Integer); Long(number); break;
            case decimal amount: Tag(ValueTag.Decimal); Amount(amount); break;
            case bool yes: Tag(yes ? ValueTag.True : ValueTag.False); break;
            case DateOnly day: Tag(ValueTag.Date); Int(day.DayNumber); break;
            case DateTimeOffset at: Tag(ValueTag.Moment); Long(at.Ticks); Int((int)at.Offset.TotalMinutes); break;
            case ElementList list: Tag(ValueTag.List); Elements(list); break;
            default: throw new ArgumentException($"A slot holds {value.GetType().Name}, which no property type stands for.", nameof(value));
        }
    }

    /// <summary>A whole number, as <see cref="Value"/> packs it.</summary>
    public void Number(long number)
    {
        Tag(ValueTag.Integer);
        Long(number);
    }

    /// <summary>An amount, likewise.</summary>
    public void Number(decimal amount)
    {
        Tag(ValueTag.Decimal);
        Amount(amount);
    }

    /// <summary>A moment in UTC, likewise.</summary>
    public void Moment(DateTime utc)
    {
        Tag(ValueTag.Moment);
        Long(utc.Ticks);
        Int(0);
    }

    /// <summary>A text that is there as UTF-8, likewise; what is no valid UTF-8 becomes what a string would make of it.</summary>
    public void Utf8(ReadOnlySpan<byte> text)
    {
        if (!System.Text.Unicode.Utf8.IsValid(text))
        {
            TaggedText(Encoding.UTF8.GetString(text));
            return;
        }

        Tag(ValueTag.Text);
        Count(text.Length);
        _bytes.Write(text);
    }

    private void Tag(ValueTag tag) => Byte((byte)tag);

    private void TaggedText(string text)
    {
        int length;
        try
        {
            length = Strict.GetByteCount(text);
        }
        catch (EncoderFallbackException)
        {
            Tag(ValueTag.RawText);
            Count(text.Length * 2);
            _bytes.Write(MemoryMarshal.AsBytes(text.AsSpan()));
            return;
        }

        Tag(ValueTag.Text);
        Count(length);
        _bytes.Advance(Strict.GetBytes(text, _bytes.GetSpan(length)));
    }

    private void Long(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_bytes.GetSpan(8), value);
        _bytes.Advance(8);
    }

    private void Int(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.GetSpan(4), value);
        _bytes.Advance(4);
    }

    // The four parts keep the scale, so that 10.50 does not come back as 10.5.
    private void Amount(decimal value)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        foreach (var part in parts) Int(part);
    }

    private void Elements(ElementList list)
    {
        Count(list.Elements.Length);
        if (list.Elements.IsEmpty) return;
        var schema = list.Elements[0].Schema;
        ElementShape.Write(this, schema);
        foreach (var element in list.Elements)
        {
            if (element.Schema.Properties.Length != schema.Properties.Length) throw new ArgumentException("The elements of a list have one schema.", nameof(list));
            TextOrNull(element.Id?.Text);
            for (var slot = 0; slot < schema.Properties.Length; slot++) Value(element[slot]);
        }
    }
}
