using System.Collections.Immutable;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Merging;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Sync;

/// <summary>Moves a link's baseline: by what both sides agree on, and by writes that are known to be done. By nothing else.</summary>
internal static class Baselines
{
    /// <summary>The baseline after some values of both sides are agreed.</summary>
    public static Baseline Agree(PairRules rules, Guid linkId, Baseline? before, ValueMap a, ValueMap b, DateTimeOffset now) => new(
        linkId,
        Overlay(before?.A, rules.Ready.A.Schema, a),
        Overlay(before?.B, rules.Ready.B.Schema, b),
        before?.VersionA ?? default,
        before?.VersionB ?? default,
        now);

    /// <summary>
    /// The values that a done write leaves on its target: as the system accepted them, and where it did not say, as they were
    /// sent or were before.
    /// </summary>
    public static ValueMap Accepted(PairRules rules, PlannedWrite write, Record? after)
    {
        after = after is null ? null : rules.Mapper.View(after, write.Side);
        var accepted = ImmutableArray.CreateBuilder<KeyValuePair<string, object?>>(rules.WatchedOn(write.Side).Length);
        foreach (var group in rules.Mapper.Groups)
        {
            if (!IsWritten(rules, group, write)) continue;
            foreach (var path in group.PathsOn(write.Side))
            {
                if (FirstKnown(after, write, path) is not Absent and var value) accepted.Add(KeyValuePair.Create(path, value));
            }
        }

        return new ValueMap(accepted.DrainToImmutable());
    }

    private static bool IsWritten(PairRules rules, RowGroup group, PlannedWrite write)
    {
        if (write.Act == Runs.WriteAct.Create) return !IsItsOwnId(rules, group, write.Side);
        foreach (var path in group.PathsOn(write.Side))
        {
            if (write.Values[path] is not Absent) return true;
        }

        return false;
    }

    // The new record's id is copied back to its cause as a reference: nothing is agreed about that before it is there.
    private static bool IsItsOwnId(PairRules rules, RowGroup group, Side side)
    {
        var kind = side == Side.A ? RowKind.ExternalIdInB : RowKind.ExternalIdInA;
        foreach (var number in group.Rows)
        {
            if (rules.Mapper.Rows[number] is var row && (row.Kind != kind || !row.Carries(side.Other()))) return false;
        }

        return true;
    }

    private static object? FirstKnown(Record? after, PlannedWrite write, string path)
    {
        if (after is not null && after[path] is not Absent) return after[path];
        if (write.Values[path] is not Absent) return write.Values[path];
        return write.Before is null ? Absent.Instance : write.Before[path];
    }

    private static Record Overlay(Record? before, Schema schema, ValueMap newer) => (before ?? Record.Empty(schema)).OverlaidBy(newer.As(schema, null));
}
