using System.Collections.Immutable;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using static SesamTalk.Engine.Reasons.ReasonCodes;

namespace SesamTalk.Engine.Merging;

/// <summary>
/// Walks the groups of one link and decides each against the baseline: a change on one side flows, the same change on both
/// agrees silently, different changes are a conflict of that group only. Each side is compared with its own baseline, in
/// its own form; mapping happens only where something changed. Pure.
/// </summary>
public sealed class Merger(PropertyMapper mapper, ReferenceBook book, MergePolicies policies)
{
    private readonly GroupMapping _groups = new(mapper, book);

    /// <summary>What each group comes to.</summary>
    public Merged Merge(MergeInput input)
    {
        var mapped = new LazyMaps(mapper, book, input);
        return new Merged([.. mapper.Groups.Select(group => (group, Decide(group, input, mapped)))]);
    }

    private GroupOutcome Decide(RowGroup group, MergeInput input, LazyMaps mapped)
    {
        if (!Knows(input.A, group.PathsA) || !Knows(input.B, group.PathsB)) return new GroupOutcome.Unchanged();
        if (!Knows(input.BaseA, group.PathsA) || !Knows(input.BaseB, group.PathsB)) return Meet(group, input, mapped);
        var changedA = Changed(group.PathsA, input.A, input.BaseA!);
        var changedB = Changed(group.PathsB, input.B, input.BaseB!);
        return (changedA.IsEmpty, changedB.IsEmpty) switch
        {
            (true, true) => new GroupOutcome.Unchanged(),
            (false, true) => Follow(group, Side.B, input, mapped, group.PathsB),
            (true, false) => Follow(group, Side.A, input, mapped, changedB),
            (false, false) => Clash(group, input, mapped, changedB),
        };
    }

    // Nothing was ever agreed: equal adopts, a blank is filled and never fills, different follows the first-meeting policy.
    private GroupOutcome Meet(RowGroup group, MergeInput input, LazyMaps mapped)
    {
        if (Agrees(group, input, mapped)) return new GroupOutcome.Agreed();
        var (blankA, blankB) = (Blank(input.A, group.PathsA), Blank(input.B, group.PathsB));
        if (blankA && !blankB) return Carry(group, Side.A, input, mapped, group.PathsB, Reason.Of(BlankWhenMet));
        if (blankB && !blankA) return Carry(group, Side.B, input, mapped, group.PathsB, Reason.Of(BlankWhenMet));
        if (OnlyWay(group) is { } to) return Carry(group, to, input, mapped, group.PathsB, Reason.Of(OneWayRow));
        return ByPolicy(input.Decided.TryGetValue(group.Key, out var decided) ? decided : policies.FirstMeeting, ConflictKind.FirstMeeting, group, input, mapped, group.PathsB);
    }

    private GroupOutcome Clash(RowGroup group, MergeInput input, LazyMaps mapped, ImmutableArray<string> changedB)
    {
        if (Agrees(group, input, mapped)) return new GroupOutcome.Agreed();
        if (OnlyWay(group) is { } to) return Follow(group, to, input, mapped, changedB);
        if (SaySame(group, input, mapped, changedB)) return Carry(group, Side.B, input, mapped, changedB, Reason.Of(ChangedAlike));
        return ByPolicy(input.Decided.TryGetValue(group.Key, out var decided) ? decided : policies.OfGroup(group.Key), ConflictKind.BothChanged, group, input, mapped, changedB);
    }

    private GroupOutcome ByPolicy(ConflictPolicy policy, ConflictKind kind, RowGroup group, MergeInput input, LazyMaps mapped, ImmutableArray<string> changedB)
    {
        var (a, b) = (First(input.A, group.PathsA), First(input.B, group.PathsB));
        // "Fill blanks only": what both have is left to each, and only later edits travel.
        if (kind == ConflictKind.FirstMeeting && policy == ConflictPolicy.KeepFilled) return new GroupOutcome.Agreed();
        var decision = ConflictResolver.Decide(policy, new PropertyConflict(a, b, input.ChangedInA, input.ChangedInB));
        return decision.Winner switch
        {
            ConflictWinner.Nobody => new GroupOutcome.Asks(kind, kind == ConflictKind.FirstMeeting ? Reason.Of(DifferAtFirst) : decision.Reason),
            ConflictWinner.A => Overrule(Carry(group, Side.B, input, mapped, changedB, decision.Reason), b),
            ConflictWinner.B => Overrule(Carry(group, Side.A, input, mapped, changedB, decision.Reason), a),
        };
    }

    // One side moved: the other follows, unless the value was cleared and the row says otherwise.
    private GroupOutcome Follow(RowGroup group, Side to, MergeInput input, LazyMaps mapped, ImmutableArray<string> changedB)
    {
        var from = to.Other();
        if (Blank(input.On(from), group.PathsOn(from)) && !Blank(input.On(to), group.PathsOn(to)))
        {
            var rule = mapper.Rows[group.Rows[0]].Rule;
            var blank = to == Side.B ? rule.BlankToB : rule.BlankToA;
            if (blank == BlankRule.Skip) return new GroupOutcome.Agreed();
            if (blank == BlankRule.KeepOlder) return Carry(group, from, input, mapped, group.PathsB, Reason.Of(ClearedGetsOlder));
        }

        return Carry(group, to, input, mapped, changedB, Reason.Of(ChangedAcross));
    }

    private GroupOutcome Carry(RowGroup group, Side to, MergeInput input, LazyMaps mapped, ImmutableArray<string> changedB, Reason because)
    {
        var map = to == Side.B ? _groups.ToB(group, mapped.FromA) : _groups.ToA(group, mapped.FromB, input.B, input.A, changedB);
        if (map is GroupMap.Waits waits) return new GroupOutcome.Waits(waits.Reference, WaitText.Of(waits.Reference));
        if (map is GroupMap.Cannot cannot) return new GroupOutcome.Asks(ConflictKind.CannotBeExpressed, cannot.Reason);
        var target = input.On(to);
        var values = ((GroupMap.Says)map).Values.Where(said => MayWrite(target, said.Key) && !Values.Agree(said.Value, target[said.Key])).ToImmutableArray();
        if (values.IsEmpty) return new GroupOutcome.Agreed();
        if (values.Select(said => Unmeant.Of(mapper, group, to, target, said)).FirstOrDefault(path => path is not null) is { } path)
            return new GroupOutcome.Asks(ConflictKind.CannotBeExpressed, Reason.Of(FilledOtherwise, path));
        return to == Side.A && Followers(group, input, values) is { IsEmpty: false } rest ? new GroupOutcome.WriteBoth(values, rest, because) : new GroupOutcome.Write(to, values, because);
    }

    // Fan-out read backwards: what one of B's properties brought to A goes on to the others that come from the same.
    private ImmutableArray<KeyValuePair<string, object?>> Followers(RowGroup group, MergeInput input, ImmutableArray<KeyValuePair<string, object?>> values)
    {
        if (group.PathsB.Length < 2) return [];
        return _groups.ToB(group, mapper.Map(input.A.With(values), Side.B, book)) is GroupMap.Says says
            ? [.. says.Values.Where(said => MayWrite(input.B, said.Key) && !Values.Agree(said.Value, input.B[said.Key]))]
            : [];
    }

    // Of several of B's properties that come from one, those that changed say what A says now.
    private bool SaySame(RowGroup group, MergeInput input, LazyMaps mapped, ImmutableArray<string> changedB) => changedB.Length < group.PathsB.Length
        && _groups.ToB(group, mapped.FromA) is GroupMap.Says says
        && changedB.All(path => says.Values.Any(said => said.Key == path && Values.Agree(said.Value, input.B[path])));

    private bool Agrees(RowGroup group, MergeInput input, LazyMaps mapped) => OnlyWay(group) == Side.A
        ? _groups.ToA(group, mapped.FromB, input.B, input.A, group.PathsB) is GroupMap.Says back && back.Values.All(said => Values.Agree(said.Value, input.A[said.Key]))
        : _groups.ToB(group, mapped.FromA) is GroupMap.Says says && !says.Values.IsEmpty && says.Values.All(said => Values.Agree(said.Value, input.B[said.Key]));

    // A group whose rows can all be carried one way only has a fixed direction.
    private Side? OnlyWay(RowGroup group)
    {
        var rows = group.Rows.Select(row => mapper.Rows[row]).ToList();
        var (toA, toB) = (rows.Exists(row => row.Carries(Side.A)), rows.Exists(row => row.Carries(Side.B)));
        return (toA, toB) switch { (true, false) => Side.A, (false, true) => Side.B, _ => null };
    }

    private static bool MayWrite(Record target, string path) => target.Schema.Find(path) is { IsReadOnly: false, IsCreateOnly: false };

    private static GroupOutcome Overrule(GroupOutcome outcome, object? loser)
    {
        var text = Convert.ToString(loser, System.Globalization.CultureInfo.InvariantCulture) ?? "";
        return outcome switch
        {
            GroupOutcome.Write write => write with { Overruled = text },
            GroupOutcome.WriteBoth both => both with { Overruled = text },
            _ => outcome,
        };
    }

    private static bool Knows(Record? record, ImmutableArray<string> paths) => record is not null && paths.All(path => record[path] is not Absent);

    private static ImmutableArray<string> Changed(ImmutableArray<string> paths, Record now, Record then) => [.. paths.Where(path => !Values.Same(now[path], then[path]))];

    private static bool Blank(Record record, ImmutableArray<string> paths) => paths.All(path => Values.IsBlank(record[path]));

    private static object? First(Record record, ImmutableArray<string> paths) => paths.Select(path => record[path]).FirstOrDefault(value => !Values.IsBlank(value));

    private sealed class LazyMaps(PropertyMapper mapper, ReferenceBook book, MergeInput input)
    {
        private RowValues? _fromA;
        private RowValues? _fromB;

        public RowValues FromA => _fromA ??= mapper.Map(input.A, Side.B, book);

        public RowValues FromB => _fromB ??= mapper.Map(input.B, Side.A, book);
    }
}
