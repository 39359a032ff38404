using System.Security.Cryptography;
using System.Text;

namespace SesamTalk.Web.Sandbox.PowerOfficeGo;

/// <summary>Uuids that look like chance and are the same for the same number, so that a run can be repeated.</summary>
internal static class GoUuid
{
    public static string Of(string series, long number)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"{series} {number}"))[..16];
        bytes[7] = (byte)((bytes[7] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes).ToString();
    }
}
