using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Wire;

/// <summary>A record's values as a short print, for systems that keep no version of their own.</summary>
internal static class Prints
{
    private const int MostKept = 64 * 1024;

    [ThreadStatic]
    private static StringBuilder? _ofThread;

    /// <summary>A value as a text that is the same wherever and whenever it is made.</summary>
    public static string? Text(object? value) => value switch
    {
        null or Absent => null,
        DateTimeOffset moment => Moments.Text(moment),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        decimal number => number.ToString("0.############################", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    /// <summary>A print of all values that the record knows, in hexadecimal; another one for any other values.</summary>
    public static string Of(Record record)
    {
        var all = _ofThread is { Capacity: <= MostKept } kept ? kept.Clear() : _ofThread = new StringBuilder(256);
        for (var slot = 0; slot < record.Schema.Properties.Length; slot++)
        {
            if (record[slot] is Absent) all.Append('~');
            else if (Text(record[slot]) is { } text) all.Append(text.Length).Append(':').Append(text).Append(';');
            else all.Append("-;");
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Hash(all, hash);
        return Convert.ToHexString(hash[..16]);
    }

    private static void Hash(StringBuilder all, Span<byte> hash)
    {
        var (text, bytes) = (ArrayPool<char>.Shared.Rent(all.Length), ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(all.Length)));
        try
        {
            all.CopyTo(0, text, all.Length);
            SHA256.HashData(bytes.AsSpan(0, Encoding.UTF8.GetBytes(text.AsSpan(0, all.Length), bytes)), hash);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(text, clearArray: true);
            ArrayPool<byte>.Shared.Return(bytes, clearArray: true);
        }
    }
}
