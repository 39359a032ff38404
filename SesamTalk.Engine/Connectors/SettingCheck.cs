using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace SesamTalk.Engine.Connectors;

/// <summary>What is wrong with a setting as it was typed.</summary>
public enum SettingTrouble
{
    /// <summary>It is required and blank.</summary>
    Missing,

    /// <summary>It is no number, or outside its limits.</summary>
    NotANumber,

    /// <summary>It is no https address (http on this machine only), or holds a user name.</summary>
    NotAnAddress,

    /// <summary>It leads to an address of an inner network, which this installation does not allow.</summary>
    InnerAddress,

    /// <summary>It is none of the choices.</summary>
    NotAChoice,
}

/// <summary>A setting and what is wrong with it.</summary>
public sealed record SettingProblem(SettingField Field, SettingTrouble Trouble);

/// <summary>Looks a form over before it is stored. Pure; what only the connector can tell it says itself when it is opened.</summary>
public static class SettingCheck
{
    /// <summary>What is wrong, in the fields' order; empty where all is well.</summary>
    /// <param name="fields">The connector's fields.</param>
    /// <param name="settings">The settings by name.</param>
    /// <param name="secrets">The names of the secrets that are stored or given now.</param>
    /// <param name="innerAllowed">Addresses of inner networks may be used.</param>
    public static ImmutableArray<SettingProblem> Problems(IReadOnlyCollection<SettingField> fields, IReadOnlyDictionary<string, string> settings, IReadOnlySet<string> secrets, bool innerAllowed)
    {
        var problems = ImmutableArray.CreateBuilder<SettingProblem>();
        foreach (var field in fields.Where(field => field.IsAsked(settings, fields)))
            if (Trouble(field, settings.GetValueOrDefault(field.Name, "").Trim(), secrets, innerAllowed) is { } trouble) problems.Add(new(field, trouble));
        return problems.ToImmutable();
    }

    private static SettingTrouble? Trouble(SettingField field, string text, IReadOnlySet<string> secrets, bool innerAllowed)
    {
        if (field.Kind == SettingKind.Secret) return field.IsRequired && !secrets.Contains(field.Name) ? SettingTrouble.Missing : null;
        if (text.Length == 0) return field.IsRequired && field.Usual.Length == 0 ? SettingTrouble.Missing : null;
        return field.Kind switch
        {
            SettingKind.Number => IsNumber(text, field) ? null : SettingTrouble.NotANumber,
            SettingKind.Choice => field.Choices.Contains(text) ? null : SettingTrouble.NotAChoice,
            SettingKind.Address => !SettingReader.IsAddress(text, out var address) ? SettingTrouble.NotAnAddress : !innerAllowed && IsInner(address) ? SettingTrouble.InnerAddress : null,
            SettingKind.Text or SettingKind.LongText or SettingKind.Secret => null,
        };
    }

    private static bool IsNumber(string text, SettingField field) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= field.Least && number <= field.Most;

    // This machine itself is not meant: sandboxes and neighbours on it are reached by it, in the open.
    private static bool IsInner(Uri address)
    {
        if (address.IsLoopback) return false;
        if (!IPAddress.TryParse(address.DnsSafeHost, out var ip)) return !address.DnsSafeHost.Contains('.') || address.DnsSafeHost.EndsWith(".local", StringComparison.OrdinalIgnoreCase) || address.DnsSafeHost.EndsWith(".internal", StringComparison.OrdinalIgnoreCase);
        if (ip.IsIPv4MappedToIPv6) ip = ip.MapToIPv4();
        if (ip.AddressFamily == AddressFamily.InterNetworkV6) return ip.IsIPv6LinkLocal || ip.IsIPv6UniqueLocal || ip.Equals(IPAddress.IPv6Any);
        return ip.GetAddressBytes() is [0 or 10, ..] or [169, 254, ..] or [192, 168, ..] or [172, >= 16 and <= 31, ..] or [100, >= 64 and <= 127, ..];
    }
}
