namespace SesamTalk.Web.Cli.Bench;

/// <summary>
/// A run whose records go to a server: each is looked for or looked at first, journalled, sent, and its answer recorded. The floor
/// sends the same requests, as many at once as the server declares, and keeps nothing.
/// </summary>
internal sealed class HttpWriteCase(string name, bool isUpdate)
    : BenchCase(name, $"records are {(isUpdate ? "changed" : "made")} on a server that takes 0 and 20 ms and serves {BenchServer.AtOnce} requests at once, each looked {(isUpdate ? "at" : "for")} first, against the same requests alone")
{
    /// <summary>The least share of what so many requests at once can carry.</summary>
    public const double Least = 0.9;

    /// <summary>What a server far away takes.</summary>
    public static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(20);

    // At 20 ms a few thousand take as many requests as time allows.
    private const int MostSlow = 4_000, MostFast = 20_000;

    public override async Task<IReadOnlyList<BenchLine>> MeasureAsync(BenchAsk ask)
    {
        if (!ask.IsTrial) await OfAsync(ask.WarmingUp with { Records = 1_000 }, TimeSpan.Zero);
        return [await OfAsync(ask with { Records = Math.Min(ask.Records, MostFast) }, TimeSpan.Zero), await OfAsync(ask with { Records = Math.Min(ask.Records, MostSlow) }, Slow)];
    }

    private async Task<BenchLine> OfAsync(BenchAsk ask, TimeSpan latency)
    {
        var (floors, engines, requests) = (new List<Measured>(), new List<Measured>(), 0);
        for (var round = 0; round < ask.Rounds; round++)
        {
            floors.Add((await OnceAsync(ask, latency, isFloor: true)).Measured);
            (var engine, requests) = await OnceAsync(ask, latency, isFloor: false);
            engines.Add(engine);
        }

        var line = new BenchLine(Name, $"{latency.TotalMilliseconds:0} ms", isUpdate ? "records changed on a server" : "records made on a server", ask.Records, engines) { Floor = floors };
        var perSecond = requests / line.Seconds;
        line = line with { Figures = [new("requests a record", (double)requests / ask.Records), new("requests a second", perSecond)] };
        if (latency == TimeSpan.Zero) return line;
        line = line with { Figures = [.. line.Figures, new("requests under way, on the average", perSecond * latency.TotalSeconds)] };
        return line with { Others = [new($"share of what {BenchServer.AtOnce} requests at once can carry", Least, 1 / line.Ratio) { IsLeast = true }] };
    }

    private async Task<(Measured Measured, int Requests)> OnceAsync(BenchAsk ask, TimeSpan latency, bool isFloor)
    {
        await using var server = await BenchServer.StartAsync(latency, isUpdate ? ask.Records : 0, ask.Stop);
        await using var scene = await BenchScene.MakeAsync(ask, ask.Records, 0, server.System);
        var stage = new BenchStage(scene, ask.Records, ask.Stop);
        if (isUpdate && !isFloor)
        {
            await stage.SettleAsync();
            await BenchScene.EditAsync(scene.A, "phone", "+47 33", 0, ask.Records, ask.Stop);
        }

        var (before, floor) = (server.Requests, new HttpFloor(server, scene.Get<IHttpClientFactory>(), ask.Stop));
        var measured = await Measured.OfAsync(async () =>
        {
            if (isFloor) await (isUpdate ? floor.UpdateAsync(ask.Records) : floor.CreateAsync(ask.Records));
            else Expect((await stage.SyncAsync()).Counts.Writes, ask.Records);
        });
        // Every record was written once, whoever wrote it.
        Expect(server.Shelf.Count, ask.Records);
        Expect(server.Shelf.Versions, isUpdate ? 2 * ask.Records : ask.Records);
        return (measured, server.Requests - before);
    }
}
