using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Wire;

/// <summary>A record's values as a short print, for systems that keep no version of their own.</summary>
internal static class Prints
{
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
        var all = new StringBuilder(256);
        for (var slot = 0; slot < record.Schema.Properties.Length; slot++)
        {
            if (record[slot] is Absent) all.Append('~');
            else if (Text(record[slot]) is { } text) all.Append(text.Length).Append(':').Append(text).Append(';');
            else all.Append("-;");
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(all.ToString()), hash);
        return Convert.ToHexString(hash[..16]);
    }
}
