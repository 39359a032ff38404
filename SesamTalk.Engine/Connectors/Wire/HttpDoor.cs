using System.Buffers;
using System.Net;
using SesamTalk.Engine.Reasons;

namespace SesamTalk.Engine.Connectors.Wire;

/// <summary>
/// Sends single requests: no redirects, a limit of time over the whole answer, a limit of size, and a clear word on
/// whether a request that failed can have arrived.
/// </summary>
internal sealed class HttpDoor(IHttpClientFactory clients, TimeProvider clock, TimeSpan timeout, int maxBytes)
{
    /// <summary>The name of the HTTP client that all connectors use.</summary>
    public const string ClientName = "connectors";

    private const int BufferSize = 32 * 1024;

    /// <summary>The handler that stands behind every connector. It looks where a name leads before it goes there.</summary>
    /// <param name="isNamed">Whether the installation names a host of an inner network.</param>
    /// <param name="lookUp">How names are looked up; as the machine does unless given.</param>
    public static HttpMessageHandler Handler(Func<string, CancellationToken, Task<bool>> isNamed, Func<string, CancellationToken, Task<IPAddress[]>>? lookUp = null) => new SocketsHttpHandler
    {
        // A proxy of the environment is the administrator's own, wherever it stands; it looks where names lead itself.
        ConnectCallback = (where, cancellation) => where.InitialRequestMessage.RequestUri?.IdnHost.Trim('[', ']') == where.DnsEndPoint.Host.Trim('[', ']')
            ? InnerGuard.ConnectAsync(where.DnsEndPoint, isNamed, cancellation, lookUp)
            : InnerGuard.ConnectAsync(where.DnsEndPoint, (_, _) => Task.FromResult(true), cancellation),
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        MaxConnectionsPerServer = 16,
    };

    /// <summary>Sends a message once. Throws only when the caller cancels.</summary>
    public async Task<WireResult> SendAsync(HttpRequestMessage message, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        var host = message.RequestUri!.Authority;
        try
        {
            using var client = clients.CreateClient(ClientName);
            client.Timeout = Timeout.InfiniteTimeSpan;
            using var response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var body = await ReadAsync(response, either.Token);
            return body is null
                ? new(null, WireTrouble.TooLarge, $"{host} answered with more than {maxBytes / 1024 / 1024} MB, which no answer should need.")
                : new(new WireReply(response.StatusCode, body, response.Content.Headers.ContentType?.MediaType ?? "", response.Headers));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new(null, WireTrouble.NoAnswer, $"{host} did not answer within {timeout.TotalSeconds:0} seconds.");
        }
        catch (HttpRequestException lost)
        {
            return new(null, lost.HttpRequestError == HttpRequestError.SecureConnectionError ? WireTrouble.NotSecure : NeverLeft(lost) ? WireTrouble.NeverLeft : WireTrouble.NoAnswer, Sentence(host, lost));
        }
        catch (Exception broken) when (broken is IOException or InvalidDataException) // the latter for a body that is packed wrongly
        {
            return new(null, WireTrouble.NoAnswer, $"The connection to {host} broke before its answer was whole.");
        }
    }

    // The buffer is lent: of thousands of small answers each would otherwise leave its own behind.
    private async Task<byte[]?> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        if (response.Content.Headers.ContentLength > maxBytes) return null;
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        using var kept = new MemoryStream((int)(response.Content.Headers.ContentLength ?? 0));
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellation)) > 0)
            {
                if (kept.Length + read > maxBytes) return null;
                kept.Write(buffer, 0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }

        return kept.Length == kept.Capacity ? kept.GetBuffer() : kept.ToArray();
    }

    private static bool NeverLeft(HttpRequestException lost) => lost.InnerException is InnerGuard.LedInsideException || lost.HttpRequestError is
        HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.ProxyTunnelError;

    private static Wording Sentence(string host, HttpRequestException lost) => lost.HttpRequestError switch
    {
        _ when lost.InnerException is InnerGuard.LedInsideException => (Wording)$"The name {host} leads to an inner network, which this installation does not allow. An administrator can name the host in Settings.",
        HttpRequestError.NameResolutionError => (Wording)$"The name {host} is not known on this network. Check the address and the connection.",
        HttpRequestError.ConnectionError => (Wording)$"Nothing answers at {host}. Check that the system runs and that the address is right.",
        HttpRequestError.SecureConnectionError => (Wording)$"{host} could not be reached securely: its certificate or TLS version was refused.",
        HttpRequestError.ProxyTunnelError => (Wording)$"The proxy would not open a way to {host}.",
        _ => (Wording)$"The connection to {host} broke before its answer was whole.",
    };
}
