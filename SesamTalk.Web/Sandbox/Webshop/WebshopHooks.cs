using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using SesamTalk.Web.Sandbox.Kit;
using SesamTalk.Web.Sandbox.Plain;

namespace SesamTalk.Web.Sandbox.Webshop;

/// <summary>Tells registered addresses of every change. They are kept with the shop's data; what is not yet sent when the process ends is lost, as with the real thing.</summary>
internal sealed class WebshopHooks : IAsyncDisposable
{
    private const string Entity = "webhooks", By = "api";
    private readonly SandboxState _state;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly Channel<(string Hook, Uri Url, string Secret, string Body)> _queue = Channel.CreateUnbounded<(string, Uri, string, string)>();
    private readonly Dictionary<string, string> _last = [];
    private readonly Task _sending;

    public WebshopHooks(SandboxState state)
    {
        _state = state;
        _sending = SendAllAsync();
    }

    public JsonObject Register(JsonObject wanted)
    {
        if (!Uri.TryCreate(wanted["url"]?.ToString(), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https")) throw WebshopSchema.System.Field("wrong_type", "url", "'url' must be an address.");
        if (string.IsNullOrWhiteSpace(wanted["secret"]?.ToString())) throw WebshopSchema.System.Field("required", "secret", "'secret' must have a value.");
        var id = "W" + _state.Store.Next(Entity, 1).ToString(CultureInfo.InvariantCulture);
        var hook = new JsonObject { ["id"] = id, ["url"] = url.AbsoluteUri, ["secret"] = wanted["secret"]!.ToString() };
        _state.Store.Commit([new Pending(Entity, id, null, hook, [])], By);
        return new JsonObject { ["id"] = id, ["url"] = url.AbsoluteUri };
    }

    public bool End(string id)
    {
        if (_state.Store.Find(Entity, id) is null) return false;
        _state.Store.Commit([new Pending(Entity, id, null, null, [])], By);
        return true;
    }

    public JsonArray All() => [.. Hooks().Select(hook => new JsonObject { ["id"] = hook["id"]!.ToString(), ["url"] = hook["url"]!.ToString(), ["last_delivery"] = Last(hook["id"]!.ToString()) })];

    /// <summary>Queues the news of a change for everybody who asked; the caller does not wait.</summary>
    public void Tell(PlainEntity entity, string id, string what)
    {
        var body = new JsonObject { ["event"] = $"{entity.Name.TrimEnd('s')}.{what}", ["id"] = id, ["occurred_at"] = SandboxClock.Milliseconds(_state.Clock.Now) }.ToJsonString();
        foreach (var hook in Hooks()) _queue.Writer.TryWrite((hook["id"]!.ToString(), new Uri(hook["url"]!.ToString()), hook["secret"]!.ToString(), body));
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        _http.CancelPendingRequests();
        await _sending;
        _http.Dispose();
    }

    private async Task SendAllAsync()
    {
        await foreach (var (hook, url, secret, body) in _queue.Reader.ReadAllAsync())
        {
            var said = await SendAsync(url, secret, body);
            lock (_last) _last[hook] = said;
        }
    }

    private async Task<string> SendAsync(Uri url, string secret, string body)
    {
        try
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            content.Headers.Add("X-Shop-Signature", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body))));
            using var answer = await _http.PostAsync(url, content);
            return ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture);
        }
        catch (Exception lost) when (lost is HttpRequestException or OperationCanceledException)
        {
            return "no answer";
        }
    }

    private string? Last(string hook)
    {
        lock (_last) return _last.GetValueOrDefault(hook);
    }

    private IEnumerable<JsonObject> Hooks() => _state.Store.Rows(Entity).Select(row => row.Now).OfType<JsonObject>();
}
