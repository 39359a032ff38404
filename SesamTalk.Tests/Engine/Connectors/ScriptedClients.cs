using System.Net;
using System.Text;

namespace SesamTalk.Tests.Engine.Connectors;

/// <summary>A system made of one function, and what was asked of it.</summary>
internal sealed class ScriptedClients(Func<HttpRequestMessage, Task<HttpResponseMessage>> answer) : HttpMessageHandler, IHttpClientFactory
{
    private readonly Lock _gate = new();

    public ScriptedClients(Func<HttpRequestMessage, HttpResponseMessage> answer)
        : this(request => Task.FromResult(answer(request)))
    {
    }

    /// <summary>What was asked, as verb and path.</summary>
    public List<string> Asked { get; } = [];

    public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

    public static HttpResponseMessage Json(string body, HttpStatusCode status = HttpStatusCode.OK) => new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        lock (_gate) Asked.Add($"{request.Method} {request.RequestUri!.AbsolutePath}");
        return answer(request);
    }
}
