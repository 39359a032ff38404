using System.Collections.Immutable;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Sync;

/// <summary>
/// A value that a system refuses is a question for a person: one conflict for each property group that the system named, so
/// that the other side's value, or one of the person's own, can be taken instead. It is over when the write goes through.
/// </summary>
internal sealed class Refusals(PairRules rules, Identifiers ids, DateTimeOffset now)
{
    /// <summary>The conflicts to store for a refused write; none where the system named no property, or all are open and say so already.</summary>
    public IEnumerable<OpenConflict> Of(PlanCase.Linked linked, PlannedWrite write, WriteResult result) => rules.Mapper.Groups
        .Where(group => group.PathsOn(write.Side).Any(path => write.Values[path] is not Absent && result.Refused.Any(refused => FoldedName.Same(refused, path))))
        .Select(group => Of(linked, write, result, group.Key, group.PathsA, group.PathsB)).OfType<OpenConflict>();

    private OpenConflict? Of(PlanCase.Linked linked, PlannedWrite write, WriteResult result, string subject, ImmutableArray<string> a, ImmutableArray<string> b)
    {
        var present = linked.Open.FirstOrDefault(conflict => conflict.Subject == subject);
        var fresh = (present ?? new OpenConflict
        {
            Id = ids.New(), DataflowId = rules.Dataflow.Id, PairId = rules.Pair.Id, LinkId = linked.Link.Id, Subject = subject, Kind = ConflictKind.Rejected,
            Sentence = Reason.None, OpenedAt = now, ChangedAt = now,
        }) with
        {
            Kind = ConflictKind.Rejected, Base = ValueTexts.Of(linked.Baseline?.A, a), A = ValueTexts.Of(linked.A?.Record, a), B = ValueTexts.Of(linked.B?.Record, b),
            Sentence = Reason.Of(ReasonCodes.Refused, rules.Dataflow.On(write.Side).Name, string.Join(", ", write.Side == Side.A ? a : b), result.Message),
        };
        return fresh == present ? null : fresh with { ChangedAt = now };
    }
}
