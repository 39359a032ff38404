using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Web.Cli;

/// <summary>"dev screenshots": a picture of every page over a demo of its own, light and dark, wide and narrow, to be looked at.</summary>
internal static class ScreenshotsVerb
{
    private static readonly (string Name, int Width, int Height)[] Windows = [("1280", 1280, 900), ("390", 390, 844)];

    // Ready is a page that answers to clicks, waits for nothing, has its letters, and has kept its size for a while; what never gets so far is taken as it is.
    private const string Ready = """
        new Promise(done => {
          const since = Date.now();
          let size = '', kept = 0;
          const look = () => {
            const now = `${document.documentElement.scrollWidth} ${document.documentElement.scrollHeight}`;
            const waits = document.documentElement.dataset.interactive !== 'true' || document.fonts.status !== 'loaded' || document.querySelector('[aria-busy="true"], .waiting');
            kept = waits || now !== size ? 0 : kept + 1;
            size = now;
            kept >= 6 || Date.now() - since > 15000 ? done() : setTimeout(look, 100);
          };
          document.readyState === 'complete' ? look() : addEventListener('load', look);
        })
        """;

    public static Command Build(VerbDoors doors)
    {
        var folder = new Option<string>("--out") { Description = "The folder for the pictures.", HelpName = "DIR", DefaultValueFactory = _ => Path.Combine("artifacts", "screenshots") };
        var only = new Option<string?>("--only") { Description = "Only pages whose names begin so.", HelpName = "NAME" };
        var command = new Command("screenshots", "Take a picture of every page over a demo of its own, light and dark, 1280 and 390 wide, with the Chromium of this machine (CHROMIUM names it).") { folder, only };
        command.SetAction(async (parse, cancellation) =>
        {
            var data = Directory.CreateTempSubdirectory("sesamtalk-demo-");
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var port = FreePort();
            var serving = doors.Serve(data.FullName, ["--urls", $"http://127.0.0.1:{port}", "--Demo", "true", "--Logging:LogLevel:Default", "Warning"], stop.Token);
            try
            {
                var owner = await ServedAsync(data.FullName, serving, cancellation);
                await using var installation = new ServedInstallation(owner);
                var pages = await PagesAsync(installation, doors, cancellation);
                var taken = await ShootAsync(owner.Address!, pages.Where(page => page.Name.StartsWith(parse.GetValue(only) ?? "", StringComparison.Ordinal)), parse.GetValue(folder)!, cancellation);
                await parse.InvocationConfiguration.Output.WriteLineAsync($"{taken} pictures are in {Path.GetFullPath(parse.GetValue(folder)!)}.");
                return (int)ExitCode.Done;
            }
            finally
            {
                await stop.CancelAsync();
                await serving.WaitAsync(CancellationToken.None);
                data.Delete(recursive: true);
            }
        });
        return command;
    }

    private static async Task<FolderOwner> ServedAsync(string folder, Task serving, CancellationToken cancellation)
    {
        while (true)
        {
            if (FolderOwner.Of(folder) is { Address: not null } owner) return owner;
            if (serving.IsCompleted) throw new IOException("The demo did not start. No picture was taken.");
            await VerbDoors.LookAgainAsync(cancellation);
        }
    }

    // Every dataflow is run once, so that there are links, runs and conflicts to show.
    private static async Task<IReadOnlyList<(string Name, string Address)>> PagesAsync(ServedInstallation installation, VerbDoors doors, CancellationToken cancellation)
    {
        var status = (await installation.DoAsync(VerbWorks.Status, VerbJson.Of(new { }), cancellation)).Json!.Value;
        Guid? run = null;
        foreach (var dataflow in status.GetProperty("dataflows").EnumerateArray())
            run = (await installation.SyncAsync(new SyncRequest(dataflow.GetProperty("id").GetString()!, RunKind.Changes, RunTrigger.CommandLine, "dev screenshots"), null, cancellation)).Id;
        var conflicts = (await installation.DoAsync(VerbWorks.Conflicts, VerbJson.Of(new ConflictRequest("list", "", "")), cancellation)).Json!.Value.GetProperty("conflicts").EnumerateArray().ToList();
        var rounds = (await installation.DoAsync(VerbWorks.Rounds, VerbJson.Of(new RoundRequest("list")), cancellation)).Json!.Value.GetProperty("rounds").EnumerateArray().Select(one => Id(one.GetProperty("round"), "id"));
        return doors.Tour(run, conflicts.Select(one => Id(one, "id")).FirstOrDefault(id => id is not null), conflicts.Select(one => Id(one, "link")).FirstOrDefault(id => id is not null), rounds.FirstOrDefault());
    }

    private static Guid? Id(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.TryGetGuid(out var id) ? id : null;

    private static async Task<int> ShootAsync(Uri site, IEnumerable<(string Name, string Address)> pages, string folder, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        await using var chromium = await ChromiumPage.StartAsync(Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium", cancellation);
        var taken = 0;
        foreach (var (name, address) in pages)
        {
            foreach (var (window, dark) in Windows.SelectMany(window => new[] { (window, false), (window, true) }))
            {
                await chromium.SizeAsync(window.Width, window.Height, dark, cancellation);
                var picture = await chromium.ShootAsync(new Uri(site, address), Ready, cancellation);
                await File.WriteAllBytesAsync(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{name}-{(dark ? "dark" : "light")}-{window.Name}.png")), picture, cancellation);
                taken++;
            }
        }

        return taken;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
