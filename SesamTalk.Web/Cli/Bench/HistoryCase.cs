using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Web.Cli.Bench;

/// <summary>A long past: pages of what a run wrote, a search in it, the past of one link, the list of runs, and what is old is let go.</summary>
internal sealed class HistoryCase() : BenchCase("history", "--entries of the journal and as many of the history: pages, searches, and a tenth of it let go")
{
    private const int OfRun = 1_000, Page = 50, Asked = 100, AskedOnTrial = 10, KeptDays = 180, OlderDays = 200;
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly ValueMap Values = new([.. BenchScene.Kept.Zip(BenchScene.Values(7)).Select(pair => KeyValuePair.Create(pair.First, (object?)Convert.ToString(pair.Second, System.Globalization.CultureInfo.InvariantCulture)))]);

    public override async Task<IReadOnlyList<BenchLine>> MeasureAsync(BenchAsk ask)
    {
        await using var scene = await BenchScene.MakeAsync(ask, 0, 0, clock: new BenchClock(Now));
        var (runs, links) = (ask.Entries / OfRun, Math.Max(1, ask.Entries / 10));
        for (var run = 0; run < runs; run++) await StoreAsync(scene, run, runs, links, ask.Stop);
        var lines = new List<BenchLine>
        {
            await LineAsync(scene, ask, "page of a run", runs, (db, run) => db.Writes.Where(write => write.RunId == RunId(run, runs)).OrderBy(write => write.Id).Take(Page + 1).CountAsync(ask.Stop), Page + 1),
            await LineAsync(scene, ask, "search in a run", runs, (db, run) => db.Writes.CountAsync(write => write.RunId == RunId(run, runs) && EF.Functions.Like(write.Label, "%nummer " + (run * OfRun) + "%"), ask.Stop), 1),
            await LineAsync(scene, ask, "list of runs", runs, (db, run) => db.Runs.Where(one => one.Id.CompareTo(RunId(Math.Max(run, Math.Min(Page + 1, runs - 1)), runs)) <= 0).OrderByDescending(one => one.Id).Take(Page + 1).CountAsync(ask.Stop), Math.Min(Page, runs) / 2),
            await LineAsync(scene, ask, "past of a link", links, async (_, link) => (await scene.Get<LinkHistory>().OfAsync(LinkId(link), ask.Stop)).Count, 1),
        };
        var old = runs / 10 * OfRun;
        var kept = default(Operations.HouseKept);
        var measured = await Measured.OfAsync(async () => kept = await BenchKeeper.KeepAsync(scene, KeptDays, ask.Stop));
        Expect(kept!.Writes, old);
        Expect(kept.History, old);
        lines.Add(new BenchLine(Name, "letting go", $"a tenth of {ask.Entries:N0} entries of both is let go", Math.Max(1, 2 * old), [measured]));
        return lines;
    }

    private async Task<BenchLine> LineAsync(BenchScene scene, BenchAsk ask, string variant, int among, Func<TalkDb, int, Task<int>> look, int least)
    {
        var (rounds, times, asked) = (new List<Measured>(), new List<double>(), ask.IsTrial ? AskedOnTrial : Asked);
        for (var round = 0; round <= ask.Rounds; round++)
        {
            var measured = await Measured.OfAsync(async () =>
            {
                for (var at = 0; at < asked; at++)
                {
                    var started = TimeProvider.System.GetTimestamp();
                    await using var db = await scene.Get<IDbContextFactory<TalkDb>>().CreateDbContextAsync(ask.Stop);
                    var found = await look(db, (int)(at * 7919L % among));
                    if (found < least) throw new InvalidDataException($"{variant}: {found} instead of {least} at least.");
                    times.Add(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
                }
            });
            // The first round compiles queries and fills caches.
            if (round == 0) times.Clear();
            else rounds.Add(measured);
        }

        return new BenchLine(Name, variant, $"{asked} looks into {ask.Entries:N0} entries", asked, rounds) { Figures = SearchCase.Percentiles(times) };
    }

    // A run in ten is older than it is kept.
    private static async Task StoreAsync(BenchScene scene, int run, int runs, int links, CancellationToken cancellation)
    {
        var (journal, at, id) = (scene.Get<RunJournal>(), At(run, runs), RunId(run, runs));
        await journal.EndAsync(new Run { Id = id, DataflowId = BenchScene.DataflowId, DefinitionVersion = 1, Kind = RunKind.Changes, Trigger = RunTrigger.Schedule, StartedAt = at, EndedAt = at, Outcome = RunOutcome.Done }, cancellation);
        var (writes, history) = (new List<WriteEntry>(OfRun), new List<HistoryEntry>(OfRun));
        for (var number = run * OfRun; number < (run + 1) * OfRun; number++)
        {
            var (link, because) = (LinkId(number % links), Reason.InOwnWords("for the measurement"));
            writes.Add(new WriteEntry
            {
                Id = Guid.CreateVersion7(at.AddMilliseconds(number % OfRun)), RunId = id, DataflowId = BenchScene.DataflowId, PairId = BenchScene.PairId, LinkId = link, Side = Side.B, Act = WriteAct.Update, Target = new RecordId($"S-{number % links}"),
                Source = new RecordId($"{number % links}"), Label = $"Fjordheim nummer {number} AS", Because = because, Sent = Values, Basis = Values, Accepted = Values, State = WriteState.Done, IntendedAt = at, AnsweredAt = at,
            });
            history.Add(new HistoryEntry { Id = Guid.CreateVersion7(at.AddMilliseconds(number % OfRun)), DataflowId = BenchScene.DataflowId, PairId = BenchScene.PairId, LinkId = link, RunId = id, DefinitionVersion = 1, At = at, Because = because, SeenA = Values, WrittenB = Values });
        }

        await journal.IntendAsync(writes, cancellation);
        await journal.RecordAsync(new JournalBatch { DataflowId = BenchScene.DataflowId, History = history }, cancellation);
    }

    private static DateTimeOffset At(int run, int runs) => run < runs / 10 ? Now.AddDays(-OlderDays).AddSeconds(run) : Now.AddDays(-KeptDays / 2).AddSeconds(run);

    // Ids are ordered by time, and the same run has the same.
    private static Guid RunId(int run, int runs) => Numbered(At(run, runs), run);

    private static Guid LinkId(int link) => Numbered(Now.AddYears(-1).AddMilliseconds(link), link);

    private static Guid Numbered(DateTimeOffset at, int number)
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(at).TryWriteBytes(bytes, bigEndian: true, out _);
        bytes[6..].Clear();
        bytes[6] = 0x70;
        bytes[8] = 0x80;
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(bytes[12..], number);
        return new Guid(bytes, bigEndian: true);
    }
}
