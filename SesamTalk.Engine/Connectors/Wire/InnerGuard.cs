using System.Net;
using System.Net.Sockets;

namespace SesamTalk.Engine.Connectors.Wire;

/// <summary>Goes to a host only where its name leads outside, or to a host of an inner network that the installation names: what is checked is what is gone to.</summary>
internal static class InnerGuard
{
    /// <summary>Opens the connection. Throws <see cref="LedInsideException"/> where the name leads inside, and as sockets do. Names are looked up as the machine does, unless <paramref name="lookUp"/> is given.</summary>
    public static async ValueTask<Stream> ConnectAsync(DnsEndPoint where, Func<string, CancellationToken, Task<bool>> isNamed, CancellationToken cancellation, Func<string, CancellationToken, Task<IPAddress[]>>? lookUp = null)
    {
        var found = IPAddress.TryParse(where.Host.Trim('[', ']'), out var number) ? [number] : await (lookUp ?? Dns.GetHostAddressesAsync)(where.Host, cancellation);
        if (Array.Exists(found, ip => LeadsInside(where.Host, ip)) && !await isNamed(where.Host, cancellation)) throw new LedInsideException();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(found, where.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Whether a client that opens its own connections may go to a host. A name that leads nowhere may be tried: the client says so itself.</summary>
    public static async Task<bool> MayGoAsync(string host, Func<string, CancellationToken, Task<bool>> isNamed, CancellationToken cancellation)
    {
        try
        {
            var found = IPAddress.TryParse(host.Trim('[', ']'), out var number) ? [number] : await Dns.GetHostAddressesAsync(host, cancellation);
            return !Array.Exists(found, ip => LeadsInside(host, ip)) || await isNamed(host, cancellation);
        }
        catch (SocketException)
        {
            return true;
        }
    }

    /// <summary>The host of a text that may say a port too.</summary>
    public static string WithoutPort(string host) => host.LastIndexOf(':') is var colon && colon > 0 && host.IndexOf(':') == colon ? host[..colon] : host;

    // A name of elsewhere that leads to this machine is a trick; this machine by its own name or number is not.
    private static bool LeadsInside(string host, IPAddress ip) => IPAddress.IsLoopback(ip)
        ? !host.Equals("localhost", StringComparison.OrdinalIgnoreCase) && !IPAddress.TryParse(host.Trim('[', ']'), out _)
        : InnerNetworks.IsInner(ip);

    /// <summary>A name led inside, and nothing was sent.</summary>
    public sealed class LedInsideException : IOException;
}
