using System.Globalization;
using SesamTalk.Engine.Storage.Tables;

namespace SesamTalk.Engine.Storage;

/// <summary>When a secret was stored, and by whom: all that can be shown of it.</summary>
/// <param name="SystemId">The system.</param>
/// <param name="Secret">The secret's name.</param>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
public sealed record SecretStamp(string SystemId, string Secret, DateTimeOffset At, string By)
{
    internal string Key => Prefix(SystemId) + Secret;

    internal string Value => $"{At.ToString("O", CultureInfo.InvariantCulture)} {By}";

    internal static string Prefix(string systemId) => $"system.{systemId}.secret.";

    internal static SecretStamp Read(string systemId, StoredSetting row)
    {
        var parts = row.Value.Split(' ', 2);
        return new(systemId, row.Key[Prefix(systemId).Length..], DateTimeOffset.Parse(parts[0], CultureInfo.InvariantCulture), parts[^1]);
    }
}
