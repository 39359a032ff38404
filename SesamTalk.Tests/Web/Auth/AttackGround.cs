using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SesamTalk.Web.Auth;

namespace SesamTalk.Tests.Web.Auth;

/// <summary>The site that is attacked: on a real port, with people of every role, and with everything written down that it logs.</summary>
public sealed class AttackGround : IAsyncDisposable
{
    private readonly Notes _notes = new();

    public AttackGround() => Site = new GuardedSite(WebApp.OnKestrel(services => services.AddSingleton<ILoggerProvider>(_notes).Configure<LoggerFilterOptions>(filter => filter.Rules.Add(new LoggerFilterRule(null, "SesamTalk.Web.Auth", LogLevel.Information, null))), asksSignIn: true));

    public GuardedSite Site { get; }

    /// <summary>All that was logged so far.</summary>
    public string Logged => string.Join('\n', _notes.Lines.Select(line => line.Said));

    /// <summary>How many lines of the log and entries of the audit tell of something that was tried.</summary>
    public async Task<int> TracesAsync()
    {
        var logged = _notes.Lines.Count(line => line.Category.StartsWith("SesamTalk.Web.Auth", StringComparison.Ordinal) || line.Category is "OnlyFromHere" or "Microsoft.AspNetCore.Server.Kestrel.BadRequests" || line.Said.StartsWith("Refused: ", StringComparison.Ordinal));
        return logged + (await Site.AuditAsync(1000)).Count(entry => entry.Act is "sign-in.wrong" or "sign-in.locked" or "system.refused");
    }

    /// <summary>Sends a request as somebody with a role; follows no redirect.</summary>
    public async Task<HttpResponseMessage> AskAsync(Role role, HttpMethod method, string address, HttpContent? body = null, params (string Name, string Value)[] headers)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, Expect100ContinueTimeout = Large.Patience };
        using var client = new HttpClient(handler);
        using var request = new HttpRequestMessage(method, new Uri(Site.App.Address, address)) { Content = body };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        request.Headers.ExpectContinue = Large.Asks(body);
        if (role != Role.Nobody) request.Headers.Add("Cookie", await Site.CookieAsync(role));
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await client.SendAsync(request);
    }

    public Task<HttpResponseMessage> GetAsync(Role role, string address, params (string Name, string Value)[] headers) => AskAsync(role, HttpMethod.Get, address, null, headers);

    public Task<HttpResponseMessage> PostAsync(Role role, string address, Dictionary<string, string> fields, params (string Name, string Value)[] headers) => AskAsync(role, HttpMethod.Post, address, new FormUrlEncodedContent(fields), headers);

    /// <summary>A client whose requests come from another address of this machine.</summary>
    public static HttpClient From(IPAddress address) => new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        ConnectCallback = async (where, cancellation) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(address, 0));
            await socket.ConnectAsync(where.DnsEndPoint, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        },
    });

    /// <summary>Sends bytes as they are, which no client library would let pass; gives the first line of the answer and the rest.</summary>
    public async Task<string> RawAsync(string request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, Site.App.Address.Port);
        await using var line = socket.GetStream();
        await line.WriteAsync(Encoding.Latin1.GetBytes(request));
        using var reader = new StreamReader(line, Encoding.Latin1);
        try
        {
            return await reader.ReadToEndAsync();
        }
        catch (IOException)
        {
            return ""; // hung up on
        }
    }

    /// <summary>A path asked for as it is written.</summary>
    public Task<string> RawPathAsync(string path) => RawAsync($"GET {path} HTTP/1.1\r\nHost: {Site.App.Address.Authority}\r\nConnection: close\r\n\r\n");

    public ValueTask DisposeAsync() => Site.DisposeAsync();

    private sealed class Notes : ILoggerProvider
    {
        public ConcurrentQueue<(string Category, string Said)> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => new Note(categoryName, Lines);

        public void Dispose()
        {
        }
    }

    private sealed class Note(string category, ConcurrentQueue<(string Category, string Said)> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => lines.Enqueue((category, formatter(state, exception) + exception));
    }
}
