using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace SesamTalk.Web.Operations;

/// <summary>Tells by a POST to an address, signed by a secret: <c>X-SesamTalk-Signature: t=SECONDS,v1=HMAC-SHA256(t.body)</c>.</summary>
internal sealed class AlertHook(IOptions<OperationsOptions> options, IHttpClientFactory clients, TimeProvider clock) : IAlertChannel
{
    /// <summary>The client's name.</summary>
    public const string Client = "alerts";

    public string Name => "webhook";

    public bool IsOn => options.Value.Alerts.Webhook is not null;

    public async Task SendAsync(AlertMessage message, CancellationToken ct)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(message, JsonSerializerOptions.Web);
        using var post = new HttpRequestMessage(HttpMethod.Post, options.Value.Alerts.Webhook) { Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } } };
        if (options.Value.Alerts.WebhookSecret is { Length: > 0 } secret) post.Headers.Add("X-SesamTalk-Signature", Signed(body, secret));
        using var answer = await clients.CreateClient(Client).SendAsync(post, ct);
        answer.EnsureSuccessStatusCode();
    }

    private string Signed(byte[] body, string secret)
    {
        var at = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"t={at},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), (byte[])[.. Encoding.UTF8.GetBytes(at + "."), .. body]))}";
    }
}
