using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Web.Cli.Bench;

/// <summary>Links are found among very many, as the page that lists them asks: what fits, how many, and the first page.</summary>
internal sealed class SearchCase() : BenchCase("search", "links are found among --entries of them, by name, ids, organisation number and e-mail")
{
    private const int Chunk = 20_000, Counted = 10_000, Page = 50, Asked = 100, AskedOnTrial = 10;

    private static readonly (string Kind, Func<Dataflow, int, string> Term)[] Kinds =
    [
        ("by name", (flow, number) => SeededLinks.Of(flow, number).Link.LabelA),
        ("by first letters", (flow, number) => SeededLinks.Of(flow, number).Link.LabelA[..4]),
        ("by id in A", (flow, number) => SeededLinks.Of(flow, number).Link.A.Text),
        ("by id in B", (flow, number) => SeededLinks.Of(flow, number).Link.B.Text),
        ("by org. number", (_, number) => SeededLinks.OrganisationNumber(number)),
        ("by e-mail", (_, number) => SeededLinks.Mail(number)),
    ];

    public override async Task<IReadOnlyList<BenchLine>> MeasureAsync(BenchAsk ask)
    {
        await using var scene = await BenchScene.MakeAsync(ask, 0, 0);
        var flow = BenchScene.Flow();
        var journal = scene.Get<RunJournal>();
        for (var done = 0; done < ask.Entries; done += Chunk)
        {
            var made = Enumerable.Range(done + 1, Math.Min(Chunk, ask.Entries - done)).Select(number => SeededLinks.Of(flow, number)).ToList();
            await journal.RecordAsync(new JournalBatch { DataflowId = flow.Id, Links = [.. made.Select(one => one.Link)], Words = [.. made.SelectMany(one => one.Words)] }, ask.Stop);
        }

        var lines = new List<BenchLine>();
        foreach (var (kind, term) in Kinds)
        {
            List<string> terms = [.. Enumerable.Range(0, ask.IsTrial ? AskedOnTrial : Asked).Select(at => term(flow, 1 + (int)(at * 7919L * 104_729 % ask.Entries)))];
            await FindAsync(scene, terms[0], ask.Stop);
            lines.Add(await LineAsync(scene, ask, kind, terms));
        }

        return lines;
    }

    private async Task<BenchLine> LineAsync(BenchScene scene, BenchAsk ask, string kind, List<string> terms)
    {
        var (rounds, times) = (new List<Measured>(), new List<double>());
        for (var round = 0; round < ask.Rounds; round++)
        {
            rounds.Add(await Measured.OfAsync(async () =>
            {
                foreach (var term in terms)
                {
                    var started = TimeProvider.System.GetTimestamp();
                    if (await FindAsync(scene, term, ask.Stop) == 0) throw new InvalidDataException($"Nothing was found by “{term}”.");
                    times.Add(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
                }
            }));
        }

        return new BenchLine(Name, kind, $"{terms.Count} links are looked for among {ask.Entries:N0}", terms.Count, rounds) { Figures = Percentiles(times) };
    }

    /// <summary>The middle of some times in milliseconds, and what nineteen of twenty do not take.</summary>
    internal static IReadOnlyList<KeyValuePair<string, double>> Percentiles(List<double> milliseconds)
    {
        var sorted = milliseconds.Order().ToList();
        return [new("p50 ms", sorted[sorted.Count / 2]), new("p95 ms", sorted[(sorted.Count * 95 - 1) / 100])];
    }

    private static async Task<int> FindAsync(BenchScene scene, string term, CancellationToken cancellation)
    {
        await using var db = await scene.Get<IDbContextFactory<TalkDb>>().CreateDbContextAsync(cancellation);
        var (fitting, _) = await new LinkFilter(term).FittingAsync(db, DateTimeOffset.UtcNow, cancellation);
        var total = await fitting.Take(Counted + 1).CountAsync(cancellation);
        var rows = await fitting.OrderBy(link => link.Id).Take(Page + 1).ToListAsync(cancellation);
        return Math.Min(total, rows.Count);
    }
}
