using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SesamTalk.Web.Cli;

/// <summary>One page of a Chromium of this machine, spoken to over its own debugging socket: goes to addresses and takes pictures.</summary>
internal sealed class ChromiumPage : IAsyncDisposable
{
    private const string Banner = "DevTools listening on ";

    private readonly Process _process;
    private readonly DirectoryInfo _profile;
    private readonly ClientWebSocket _socket = new();
    private string? _session;
    private Task _drained = Task.CompletedTask;
    private int _sent, _width;

    private ChromiumPage(Process process, DirectoryInfo profile) => (_process, _profile) = (process, profile);

    /// <summary>Starts Chromium without a window. Throws <see cref="IOException"/> where there is none at the path.</summary>
    public static async Task<ChromiumPage> StartAsync(string path, CancellationToken cancellation)
    {
        if (!File.Exists(path)) throw new IOException($"There is no Chromium at {path}. Install it, or name it in the variable CHROMIUM. No picture was taken.");
        var profile = Directory.CreateTempSubdirectory("sesamtalk-chromium-");
        var start = new ProcessStartInfo(path) { RedirectStandardError = true };
        foreach (var argument in new[] { "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run", "--disable-background-networking", "--remote-debugging-port=0", $"--user-data-dir={profile.FullName}", "about:blank" }) start.ArgumentList.Add(argument);
        var page = new ChromiumPage(Process.Start(start) ?? throw new IOException($"{path} did not start. No picture was taken."), profile);
        await page.OpenAsync(cancellation);
        return page;
    }

    /// <summary>Makes the window so wide and high, and the theme light or dark.</summary>
    public async Task SizeAsync(int width, int height, bool dark, CancellationToken cancellation)
    {
        _width = width;
        await ResizeAsync(width, height, cancellation);
        await AskAsync("Emulation.setEmulatedMedia", new JsonObject { ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = dark ? "dark" : "light" }) }, cancellation);
    }

    /// <summary>Goes to an address, waits until the script says that the page is ready, and gives a picture of all of it as PNG.</summary>
    public async Task<byte[]> ShootAsync(Uri address, string ready, CancellationToken cancellation)
    {
        await AskAsync("Page.navigate", new JsonObject { ["url"] = address.ToString() }, cancellation);
        await AskAsync("Runtime.evaluate", new JsonObject { ["expression"] = ready, ["awaitPromise"] = true }, cancellation);
        // In a window as high as the page, what stands at the window's edge stands at the page's, and lists that show what is in sight show all of it.
        await ResizeAsync(_width, (int)Math.Ceiling((await ContentAsync(cancellation)).Height), cancellation);
        await AskAsync("Runtime.evaluate", new JsonObject { ["expression"] = ready, ["awaitPromise"] = true }, cancellation);
        var (width, height) = await ContentAsync(cancellation);
        var clip = new JsonObject { ["x"] = 0, ["y"] = 0, ["width"] = width, ["height"] = height, ["scale"] = 1 };
        var shot = await AskAsync("Page.captureScreenshot", new JsonObject { ["format"] = "png", ["captureBeyondViewport"] = true, ["clip"] = clip }, cancellation);
        return Convert.FromBase64String(shot["data"]!.GetValue<string>());
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        await _drained;
        _process.Dispose();
        try
        {
            _profile.Delete(recursive: true);
        }
        catch (IOException)
        {
            // What Chromium still lets go of is the temporary folder's to clean.
        }
    }

    private Task<JsonObject> ResizeAsync(int width, int height, CancellationToken cancellation) =>
        AskAsync("Emulation.setDeviceMetricsOverride", new JsonObject { ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = 1, ["mobile"] = false }, cancellation);

    private async Task<(double Width, double Height)> ContentAsync(CancellationToken cancellation)
    {
        var size = (await AskAsync("Page.getLayoutMetrics", [], cancellation))["cssContentSize"]!;
        return (size["width"]!.GetValue<double>(), size["height"]!.GetValue<double>());
    }

    private async Task OpenAsync(CancellationToken cancellation)
    {
        string? line;
        do line = await _process.StandardError.ReadLineAsync(cancellation);
        while (line is not null && !line.StartsWith(Banner, StringComparison.Ordinal));
        if (line is null) throw new IOException("Chromium ended before it could be spoken to. No picture was taken.");
        // What it says from here on is read and let go, so that it never waits for a reader.
        _drained = _process.StandardError.ReadToEndAsync(CancellationToken.None);
        await _socket.ConnectAsync(new Uri(line[Banner.Length..]), cancellation);
        var target = await AskAsync("Target.createTarget", new JsonObject { ["url"] = "about:blank" }, cancellation);
        var attached = await AskAsync("Target.attachToTarget", new JsonObject { ["targetId"] = target["targetId"]!.GetValue<string>(), ["flatten"] = true }, cancellation);
        _session = attached["sessionId"]!.GetValue<string>();
        await AskAsync("Page.enable", [], cancellation);
    }

    // Events that come meanwhile are of no interest.
    private async Task<JsonObject> AskAsync(string method, JsonObject parameters, CancellationToken cancellation)
    {
        var question = new JsonObject { ["id"] = ++_sent, ["method"] = method, ["params"] = parameters };
        if (_session is not null) question["sessionId"] = _session;
        await _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(question), WebSocketMessageType.Text, endOfMessage: true, cancellation);
        while (true)
        {
            var answer = await ReceiveAsync(cancellation);
            if (answer["id"]?.GetValue<int>() != _sent) continue;
            return answer["result"] as JsonObject ?? throw new IOException($"Chromium refused {method}: {answer["error"]?["message"]}");
        }
    }

    private async Task<JsonObject> ReceiveAsync(CancellationToken cancellation)
    {
        using var message = new MemoryStream();
        var buffer = new byte[64 * 1024];
        ValueWebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer.AsMemory(), cancellation);
            message.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return (JsonObject)JsonNode.Parse(message.ToArray())!;
    }
}
