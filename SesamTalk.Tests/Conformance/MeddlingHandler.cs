using System.Net;

namespace SesamTalk.Tests.Conformance;

/// <summary>Stands between a connector and its system: counts what leaves, and answers in the system's place where a test wants it.</summary>
public sealed class MeddlingHandler : DelegatingHandler
{
    /// <summary>What left, as verb and address.</summary>
    public List<string> Sent { get; } = [];

    /// <summary>Answers the requests that it likes; null lets one pass.</summary>
    public Func<HttpRequestMessage, HttpResponseMessage?>? Instead { get; set; }

    /// <summary>Answers every request to these paths with a body.</summary>
    public void Answer(string pathPart, Func<HttpContent> body, HttpStatusCode status = HttpStatusCode.OK) =>
        Instead = request => request.RequestUri!.AbsolutePath.Contains(pathPart, StringComparison.OrdinalIgnoreCase) ? new HttpResponseMessage(status) { Content = body() } : null;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        lock (Sent) Sent.Add($"{request.Method} {request.RequestUri!.PathAndQuery}");
        return Instead?.Invoke(request) is { } answer ? Task.FromResult(answer) : base.SendAsync(request, cancellationToken);
    }
}
