using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Engine.Sync;

/// <summary>Tells whoever watches how far the writing of one pair is: each side by itself, over all its batches.</summary>
internal sealed class WritingMeter(OpenRun run, string pairId)
{
    private readonly int[] _planned = new int[2], _answered = new int[2];

    /// <summary>Takes up what is to be written; what waited for another record is added when its turn comes.</summary>
    public void Plan(IEnumerable<PlanItem> items)
    {
        foreach (var write in items.SelectMany(item => item.Writes)) _planned[(int)write.Side]++;
        foreach (var side in new[] { Side.A, Side.B }.Where(side => _planned[(int)side] > _answered[(int)side])) Tell(side);
    }

    /// <summary>Counts one write that was answered, whatever the answer.</summary>
    public void Answered(PlannedWrite write)
    {
        _answered[(int)write.Side]++;
        Tell(write.Side);
    }

    private void Tell(Side side) => run.Tell(RunStep.Writing, pairId, _answered[(int)side], _planned[(int)side], side);
}
