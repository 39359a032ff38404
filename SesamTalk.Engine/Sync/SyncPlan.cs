using System.Collections.Immutable;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Engine.Sync;

/// <summary>Everything that a run means to do, as data: pages show it, brakes judge it, the executor carries it out.</summary>
/// <param name="Pairs">The pairs, parents first.</param>
public sealed record SyncPlan(ImmutableArray<PairPlan> Pairs)
{
    /// <summary>All writes.</summary>
    public IEnumerable<PlannedWrite> Writes => Pairs.SelectMany(pair => pair.Items).SelectMany(item => item.Writes);
}

/// <summary>What is planned for one pair.</summary>
/// <param name="PairId">The pair.</param>
/// <param name="Links">How many links it has before the run.</param>
/// <param name="Items">Its items; those that change nothing are left out.</param>
public sealed record PairPlan(string PairId, int Links, ImmutableArray<PlanItem> Items)
{
    /// <summary>How many writes of a kind are planned, on both sides.</summary>
    public int Count(WriteAct act) => Items.SelectMany(item => item.Writes).Count(write => write.Act == act);
}
