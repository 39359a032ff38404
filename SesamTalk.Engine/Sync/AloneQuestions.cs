using System.Collections.Immutable;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Sync;

/// <summary>
/// Keeps one open conflict for a record that several fit: it opens, follows its candidates, and is over when they are fewer than
/// two, or a person has decided. A claim is over when the record that makes it is not to be created any more.
/// </summary>
internal sealed class AloneQuestions(PairRules rules, Identifiers ids, DateTimeOffset now)
{
    /// <summary>The item with what it asks a person, and with what is no longer asked.</summary>
    public PlanItem With(PlanItem item, PlanCase.Alone alone)
    {
        if (alone.Lapsed is { } lapsed) item = item with { DecisionsOver = [lapsed], Case = alone };
        var present = alone.Open.FirstOrDefault();
        if (!item.Decided.IsEmpty) return item;
        if (alone is { TwinOf: { } cause, Decision: null }) return Twin(alone, cause, present) is { } twin ? item with { Conflicts = [twin], Case = alone } : item;
        if (!alone.Asks.IsEmpty) return Asked(alone, present) is { } asks ? item with { Conflicts = [asks], Case = alone } : item;
        return present is not null && IsOver(item, alone, present) ? item with { Over = [Settled(present)], Case = alone } : item;
    }

    private OpenConflict? Asked(PlanCase.Alone alone, OpenConflict? present)
    {
        var several = alone.Asks.OrderBy(one => one.Id.Text, StringComparer.Ordinal).ToList();
        var (own, across) = (alone.Record.Id.Text, string.Join(", ", several.Select(one => one.Id.Text)));
        var named = new ValueMap([.. several.Select(one => KeyValuePair.Create(one.Id.Text, (object?)one.Label))]);
        var fresh = (present ?? New(alone)) with
        {
            Kind = ConflictKind.AmbiguousMatch, A = alone.Side == Side.A ? own : across, B = alone.Side == Side.B ? own : across,
            ValuesA = alone.Side == Side.B ? named : ValueMap.Empty, ValuesB = alone.Side == Side.A ? named : ValueMap.Empty, Sentence = Sentence(alone, several),
        };
        return fresh == present ? null : fresh with { ChangedAt = now };
    }

    // It was made for a record that has another partner by now: a second partner is claimed for one record.
    private OpenConflict? Twin(PlanCase.Alone alone, RecordId cause, OpenConflict? present)
    {
        var (a, b) = alone.Side == Side.A ? (alone.Record.Id.Text, cause.Text) : (cause.Text, alone.Record.Id.Text);
        var fresh = (present ?? New(alone)) with { Kind = ConflictKind.TwoClaimOne, A = a, B = b, Sentence = Reason.Of(ReasonCodes.LateTwin, rules.Dataflow.On(alone.Side).Name, cause), ValuesA = ValueMap.Empty, ValuesB = ValueMap.Empty };
        return fresh == present ? null : fresh with { ChangedAt = now };
    }

    private OpenConflict New(PlanCase.Alone alone) => new()
    {
        Id = ids.New(), DataflowId = rules.Dataflow.Id, PairId = rules.Pair.Id, Subject = PersonDecision.OfRecord(alone.Side, alone.Record.Id),
        Kind = ConflictKind.AmbiguousMatch, Sentence = Reason.None, OpenedAt = now, ChangedAt = now,
    };

    private Reason Sentence(PlanCase.Alone alone, List<Candidate> several) => Reason.Of(
        ReasonCodes.SeveralFit, rules.LabelOf(alone.Side, alone.Record.Record), rules.Dataflow.On(alone.Side).Name, several.Count,
        rules.Dataflow.On(alone.Side.Other()).Name, string.Join(", ", several.Take(5).Select(one => one.Label.Length > 0 ? $"{one.Label} ({one.Id})" : one.Id.Text)));

    private bool IsOver(PlanItem item, PlanCase.Alone alone, OpenConflict present) => present.Kind == ConflictKind.AmbiguousMatch
        || rules.Pair.Keys.IsEmpty || (item.Unlinked ?? alone.Remembered)?.State is Population.OutOfScope or Population.Unlinked or Population.Ambiguous && item.Writes.IsEmpty;

    private OpenConflict Settled(OpenConflict conflict) =>
        conflict with { SettledAt = now, Settlement = Reason.Of(conflict.Kind == ConflictKind.AmbiguousMatch ? ReasonCodes.SeveralNoLonger : ReasonCodes.ClaimOver) };
}
