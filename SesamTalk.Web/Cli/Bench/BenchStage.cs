using System.Globalization;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Web.Cli.Bench;

/// <summary>One measurement's world.</summary>
internal sealed record BenchStage(BenchScene Scene, int Records, CancellationToken Stop)
{
    private const int Conflicts = 1_000;

    /// <summary>Before the edits, as the databases write moments.</summary>
    public string Since { get; private set; } = "";

    /// <summary>How many records are edited on both sides.</summary>
    public int Clashing => Math.Min(Conflicts, Records);

    /// <summary>One in a hundred.</summary>
    public int Share => Records / 100;

    public Task<Run> SyncAsync(RunKind kind = RunKind.Changes) => Scene.SyncAsync(kind, Stop);

    /// <summary>Everything is linked.</summary>
    public Task SettleAsync() => SyncAsync();

    /// <summary>1 % is edited in A and another 1 % in B; the round tells the values of one time from those of the next.</summary>
    public async Task EditAsync(int round = 0)
    {
        Mark();
        await BenchScene.EditAsync(Scene.A, "phone", $"+47 33{round}000", 0, Share, Stop);
        await BenchScene.EditAsync(Scene.B, "city", $"Ålesund {round} ", Share, Share, Stop);
    }

    /// <summary>The same records are edited on both sides, differently.</summary>
    public async Task ClashAsync()
    {
        Mark();
        await BenchScene.EditAsync(Scene.A, "city", "Bergen ", 0, Clashing, Stop);
        await BenchScene.EditAsync(Scene.B, "city", "Tromsø ", 0, Clashing, Stop);
    }

    private void Mark() => Since = DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
