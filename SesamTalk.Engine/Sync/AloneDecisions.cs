using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Sync;

/// <summary>What persons decided about the records of a pair that have no partner; a record with a decision is no candidate for a key.</summary>
internal sealed class AloneDecisions
{
    private readonly Dictionary<(Side, RecordId), PersonDecision> _decisions = [];
    private readonly HashSet<(Side, RecordId)> _kept = [];

    /// <summary>Two records that a person brought together.</summary>
    internal sealed record Pair(RecordId A, RecordId B, PersonDecision Decision);

    /// <summary>Decisions to link a record to one that is not there any more, or another's by now.</summary>
    public Dictionary<(Side Side, RecordId Id), PersonDecision> Impossible { get; } = [];

    /// <summary>The records that are linked because a person said so.</summary>
    public List<Pair> Together { get; } = [];

    /// <summary>The decisions that fit the records there are. Two decisions for one record: the earlier one counts.</summary>
    public static AloneDecisions Of(OpenRun run, PairRules rules, AloneRecords.Collected alone)
    {
        var decided = new AloneDecisions();
        foreach (var side in new[] { Side.A, Side.B })
        {
            decided._kept.UnionWith(alone.On(side).Values.Where(r => r.Remembered?.State == Population.Paused).Select(r => (side, r.Change.Id)));
            if (run.Decisions.Count == 0) continue;
            foreach (var record in alone.On(side).Keys)
            {
                var subject = PersonDecision.OfRecord(side, record);
                if (run.Decisions.FirstOrDefault(d => d.PairId == rules.Pair.Id && d.LinkId is null && d.Subject == subject) is { } decision) decided.Take(side, record, decision, alone);
            }
        }

        return decided;
    }

    /// <summary>The candidates of a side that keys may still find.</summary>
    public List<Candidate> Open(AloneRecords.Collected alone, Side side) =>
        [.. alone.Candidates(side).Where(c => !_decisions.ContainsKey((side, c.Id)) && !_kept.Contains((side, c.Id)) && !IsTogether(side, c.Id))];

    /// <summary>Whether a person linked the record.</summary>
    public bool IsTogether(Side side, RecordId id) => Together.Exists(t => (side == Side.A ? t.A : t.B) == id);

    /// <summary>The decision about a record that stays without a partner, or null.</summary>
    public PersonDecision? Of(Side side, RecordId id) => _decisions.GetValueOrDefault((side, id));

    private void Take(Side side, RecordId id, PersonDecision decision, AloneRecords.Collected alone)
    {
        if (IsTogether(side, id)) return;
        if (decision.Choice != DecisionChoice.LinkTogether)
        {
            _decisions[(side, id)] = decision;
            return;
        }

        if (decision.Partner is not { } partner || !alone.On(side.Other()).TryGetValue(partner, out var across) || !across.MayMatch || IsTogether(side.Other(), partner))
        {
            Impossible[(side, id)] = decision;
            return;
        }

        Together.Add(side == Side.A ? new(id, partner, decision) : new(partner, id, decision));
    }
}
