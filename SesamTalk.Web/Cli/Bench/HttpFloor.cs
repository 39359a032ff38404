using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using SesamTalk.Engine.Connectors.Wire;

namespace SesamTalk.Web.Cli.Bench;

/// <summary>The same requests to a server, sent by hand: as many at once as it declares, and nothing done with the answers.</summary>
internal sealed class HttpFloor(BenchServer server, IHttpClientFactory clients, CancellationToken cancellation)
{
    /// <summary>Reads all pages of the list, one after another since each says whether there is another, and gives their bytes.</summary>
    public async Task<long> ReadAsync(int records)
    {
        using var client = clients.CreateClient(HttpDoor.ClientName);
        var bytes = 0L;
        for (var page = 1; page <= (records + BenchServer.PageSize - 1) / BenchServer.PageSize; page++) bytes += (await client.GetByteArrayAsync(At($"/customers?page={page}&size={BenchServer.PageSize}"), cancellation)).Length;
        return bytes;
    }

    /// <summary>Looks for each record and makes it.</summary>
    public Task CreateAsync(int records) => EachAsync(records, async (client, number) =>
    {
        await client.GetByteArrayAsync(At($"/customers?vat={BenchScene.Vat(number)}&page=1&size={BenchServer.PageSize}"), cancellation);
        using var answer = await client.PostAsync(At("/customers"), Body(number), cancellation);
        await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(cancellation);
    });

    /// <summary>Looks at each record and changes it.</summary>
    public Task UpdateAsync(int records) => EachAsync(records, async (client, number) =>
    {
        var present = await client.GetByteArrayAsync(At($"/customers/R{number}"), cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Patch, At($"/customers/R{number}")) { Content = new StringContent($"{{\"phone\":\"+47 34{number}\"}}", Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("If-Match", JsonAt.Text(present, "version"));
        using var answer = await client.SendAsync(request, cancellation);
        await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(cancellation);
    });

    private async Task EachAsync(int records, Func<HttpClient, int, Task> one)
    {
        using var client = clients.CreateClient(HttpDoor.ClientName);
        var next = -1;
        async Task GoOnAsync()
        {
            while (Interlocked.Increment(ref next) is var number && number < records) await one(client, number);
        }

        await Task.WhenAll([.. Enumerable.Range(0, BenchServer.AtOnce).Select(_ => GoOnAsync())]);
    }

    private Uri At(string path) => new(server.Root, path);

    private static ByteArrayContent Body(int number)
    {
        var (buffer, values) = (new ArrayBufferWriter<byte>(512), BenchScene.Values(number));
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            for (var at = 0; at < values.Length; at++) writer.WriteString(BenchScene.Kept[at], Convert.ToString(values[at], CultureInfo.InvariantCulture));
            writer.WriteEndObject();
        }

        return new ByteArrayContent(buffer.WrittenSpan.ToArray()) { Headers = { ContentType = new("application/json") } };
    }
}
