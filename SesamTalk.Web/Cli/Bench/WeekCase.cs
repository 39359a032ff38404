using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Web.Cli.Bench;

/// <summary>A week of runs in a small world, by a clock moved by hand: memory and rows stay as they were, but for a history that is kept for a day.</summary>
internal sealed class WeekCase() : BenchCase("week", "--runs of a small world over a simulated week: memory and rows stay flat, but for the history within its time")
{
    private const int Customers = 200, Edited = 3, Days = 7, SettledDays = 3;

    public override bool IsUsual => false;

    public override async Task<IReadOnlyList<BenchLine>> MeasureAsync(BenchAsk ask)
    {
        var clock = new BenchClock(DateTimeOffset.UtcNow);
        await using var scene = await BenchScene.MakeAsync(ask, Customers, Customers, clock: clock);
        var stage = new BenchStage(scene, Customers, ask.Stop);
        await stage.SettleAsync();
        var (step, day, marked) = (TimeSpan.FromDays(Days) / ask.Runs, 0, default(Standing));
        var measured = await Measured.OfAsync(async () =>
        {
            for (var run = 1; run <= ask.Runs; run++)
            {
                clock.Advance(step);
                // No telephone: the words of former numbers are kept for good, so that they still lead to their links.
                await BenchScene.EditAsync(scene.A, "city", $"Bodø {run} ", run * Edited % (Customers - Edited), Edited, ask.Stop);
                Expect((await stage.SyncAsync()).Counts.Writes, Edited);
                if (run * Days / ask.Runs is var today && today == day) continue;
                day = today;
                await BenchKeeper.KeepAsync(scene, 1, ask.Stop);
                if (day == SettledDays) marked = await StandingAsync(scene, ask.Stop);
            }
        });
        var end = await StandingAsync(scene, ask.Stop);
        return [Line(ask, measured, marked!, end)];
    }

    private BenchLine Line(BenchAsk ask, Measured measured, Standing before, Standing after) => new(Name, "", $"{ask.Runs:N0} runs of {Customers} records, {Edited} edited before each", ask.Runs, [measured])
    {
        Figures =
        [
            new("rows on the third day", before.Rows), new("rows on the seventh", after.Rows), new("MiB of the database on the third day", before.Database), new("on the seventh", after.Database),
            new("MiB of managed memory on the third day", before.Managed), new("on the last", after.Managed), .. after.Process is { } process ? [new KeyValuePair<string, double>("MiB of the process at the end", process)] : Enumerable.Empty<KeyValuePair<string, double>>(),
        ],
        Others =
        [
            new("rows at the end, as a multiple of those on the third day", 1.1, (double)after.Rows / before.Rows),
            new("bytes of the database, likewise", 1.2, after.Database / before.Database),
            new("managed memory, likewise", 1.2, after.Managed / before.Managed),
        ],
    };

    private static async Task<Standing> StandingAsync(BenchScene scene, CancellationToken cancellation)
    {
        await using var db = await scene.Get<IDbContextFactory<TalkDb>>().CreateDbContextAsync(cancellation);
        var rows = await db.Runs.CountAsync(cancellation) + await db.Writes.CountAsync(cancellation) + await db.History.CountAsync(cancellation) + await db.Links.CountAsync(cancellation) + await db.LinkWords.CountAsync(cancellation)
            + await db.Conflicts.CountAsync(cancellation) + await db.Plans.CountAsync(cancellation) + await db.Audit.CountAsync(cancellation);
        return new Standing(rows, await scene.State.SizeAsync(cancellation) / 1024.0 / 1024, GC.GetTotalMemory(forceFullCollection: true) / 1024.0 / 1024, Measured.Present());
    }

    private sealed record Standing(int Rows, double Database, double Managed, double? Process);
}
