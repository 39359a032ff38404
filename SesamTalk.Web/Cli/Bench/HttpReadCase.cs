using SesamTalk.Engine.Connectors;

namespace SesamTalk.Web.Cli.Bench;

/// <summary>A list is read from a server, page after page, into records; the floor reads the same bytes and looks at none of them.</summary>
internal sealed class HttpReadCase() : BenchCase("rest-read", "a list is read from a server that takes 0 and 20 ms, against reading its bytes alone")
{
    public override async Task<IReadOnlyList<BenchLine>> MeasureAsync(BenchAsk ask)
    {
        if (!ask.IsTrial) await OfAsync(ask.WarmingUp, TimeSpan.Zero);
        return [await OfAsync(ask, TimeSpan.Zero), await OfAsync(ask, HttpWriteCase.Slow)];
    }

    private async Task<BenchLine> OfAsync(BenchAsk ask, TimeSpan latency)
    {
        await using var server = await BenchServer.StartAsync(latency, ask.Records, ask.Stop);
        await using var scene = await BenchScene.MakeAsync(ask, 0, 0, server.System);
        var floor = new HttpFloor(server, scene.Get<IHttpClientFactory>(), ask.Stop);
        await using var connector = scene.Get<ConnectorCatalog>().Open(server.System);
        await floor.ReadAsync(ask.Records);
        var (floors, engines, bytes) = (new List<Measured>(), new List<Measured>(), 0L);
        for (var round = 0; round < ask.Rounds; round++)
        {
            floors.Add(await Measured.OfAsync(async () => bytes = await floor.ReadAsync(ask.Records)));
            engines.Add(await Measured.OfAsync(async () => Expect(await ReadAsync(connector, ask.Stop), ask.Records)));
        }

        var isSlow = latency > TimeSpan.Zero;
        var line = new BenchLine(Name, $"{latency.TotalMilliseconds:0} ms", "a list is read, in pages of 500", ask.Records, engines) { Floor = floors, Figures = [new("bytes on the wire for a record", (double)bytes / ask.Records), new("microseconds a record", BenchLine.Median(engines.Select(one => one.Time.TotalMicroseconds / ask.Records)))] };
        return isSlow ? line with { Others = [new("share of what one request after another can bring", HttpWriteCase.Least, 1 / line.Ratio) { IsLeast = true }] } : line;
    }

    private static async Task<int> ReadAsync(IConnector connector, CancellationToken cancellation)
    {
        var read = 0;
        await foreach (var answer in connector.ReadChangesAsync("Customers", null, cancellation)) read += answer.Is(out var page, out var error) ? page.Changes.Count : throw new InvalidDataException(error.Message);
        return read;
    }
}
