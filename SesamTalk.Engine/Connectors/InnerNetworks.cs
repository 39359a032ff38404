using System.Net;
using System.Net.Sockets;

namespace SesamTalk.Engine.Connectors;

/// <summary>
/// Which addresses lie in an inner network. Whoever may edit a connection could otherwise make this machine ask things of others
/// that only it can reach; so systems stand there only at hosts that the installation names.
/// </summary>
public static class InnerNetworks
{
    private static readonly char[] Between = [',', ';', ' ', '\n', '\r', '\t'];

    /// <summary>Whether the installation names this host. <paramref name="setting"/> is a list of hosts, apart by commas or blanks.</summary>
    public static bool Names(string? setting, string host) =>
        (setting ?? "").Split(Between, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Contains(host.Trim('[', ']'), StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether an address leads there as it is written. This machine itself is not meant: sandboxes and neighbours on it are reached by it, in the open.</summary>
    public static bool IsInner(Uri address)
    {
        if (address.IsLoopback) return false;
        var host = address.DnsSafeHost;
        return IPAddress.TryParse(host, out var ip) ? IsInner(ip) : !host.Contains('.') || host.EndsWith(".local", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".internal", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether a number leads to a private, link-local or shared network, or nowhere.</summary>
    public static bool IsInner(IPAddress ip)
    {
        if (ip.IsIPv4MappedToIPv6) ip = ip.MapToIPv4();
        if (ip.AddressFamily == AddressFamily.InterNetworkV6) return ip.IsIPv6LinkLocal || ip.IsIPv6UniqueLocal || ip.Equals(IPAddress.IPv6Any);
        return ip.GetAddressBytes() is [0 or 10, ..] or [169, 254, ..] or [192, 168, ..] or [172, >= 16 and <= 31, ..] or [100, >= 64 and <= 127, ..];
    }
}
