using System.Security.Cryptography;

namespace SesamTalk.Tests.Web.Auth;

/// <summary>An authenticator app: the six digits of RFC 6238 for a key at a moment.</summary>
internal static class AppCode
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static string Of(string key, DateTimeOffset at)
    {
        var step = BitConverter.GetBytes(at.ToUnixTimeSeconds() / 30);
        if (BitConverter.IsLittleEndian) Array.Reverse(step);
#pragma warning disable CA5350 // what the apps use
        var hash = HMACSHA1.HashData(Bytes(key), step);
#pragma warning restore CA5350
        var from = hash[^1] & 0xF;
        var number = ((hash[from] & 0x7F) << 24) | (hash[from + 1] << 16) | (hash[from + 2] << 8) | hash[from + 3];
        return (number % 1_000_000).ToString("D6", System.Globalization.CultureInfo.InvariantCulture);
    }

    private static byte[] Bytes(string key)
    {
        List<byte> bytes = [];
        var (buffer, bits) = (0, 0);
        foreach (var letter in key.ToUpperInvariant().Where(Letters.Contains))
        {
            buffer = (buffer << 5) | Letters.IndexOf(letter);
            bits += 5;
            if (bits < 8) continue;
            bits -= 8;
            bytes.Add((byte)(buffer >> bits));
            buffer &= (1 << bits) - 1;
        }

        return [.. bytes];
    }
}
