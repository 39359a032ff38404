using System.Collections.Immutable;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Mapping;

/// <summary>
/// Maps one group as the documents mean it. Forward (A to B) a target takes the first row in written order whose source is
/// not blank. Reverse (B to A) writes only what reads back as the same when it is mapped forward again.
/// </summary>
public sealed class GroupMapping(PropertyMapper mapper, ReferenceBook book)
{
    /// <summary>What A's record says for B; <paramref name="fromA"/> is that record, mapped.</summary>
    public GroupMap ToB(RowGroup group, RowValues fromA) => FirstFilled(group, fromA, Side.B, group.PathsB);

    /// <summary>What B's record says for A; <paramref name="fromB"/> is that record, mapped. Given are A's present record and the paths of B that count (all of them at a first meeting).</summary>
    public GroupMap ToA(RowGroup group, RowValues fromB, Record b, Record a, ImmutableArray<string> changed) => group.PathsA.Length == 1
        ? FromOneOfSeveral(group, fromB, changed)
        : IntoSeveral(group, fromB, a, b, changed);

    private GroupMap FirstFilled(RowGroup group, RowValues values, Side to, ImmutableArray<string> paths)
    {
        if (group.Rows.Length == 1) return OfOne(group.Rows[0], values, to);
        var said = ImmutableArray.CreateBuilder<KeyValuePair<string, object?>>();
        foreach (var path in paths)
        {
            var entries = group.Rows.Where(row => mapper.Rows[row].On(to).Path == path && mapper.Rows[row].Carries(to)).Select(row => values[row]).Where(v => v is not Absent).ToList();
            if (entries.Count == 0) continue;
            var first = entries.FirstOrDefault(entry => !Values.IsBlank(entry));
            if (first is PendingReference pending) return new GroupMap.Waits(pending);
            if (first is Unmappable no) return new GroupMap.Cannot(no.Reason);
            // Nothing filled: cleared as it was cleared, null or the empty text.
            said.Add(KeyValuePair.Create(path, first ?? entries[0]));
        }

        return new GroupMap.Says(said.ToImmutable());
    }

    // Nearly every group is a single row.
    private GroupMap OfOne(int row, RowValues values, Side to) => values[row] switch
    {
        _ when !mapper.Rows[row].Carries(to) => new GroupMap.Says([]),
        Absent => new GroupMap.Says([]),
        PendingReference pending => new GroupMap.Waits(pending),
        Unmappable no => new GroupMap.Cannot(no.Reason),
        var said => new GroupMap.Says([KeyValuePair.Create(mapper.Rows[row].On(to).Path, said)]),
    };

    // Fan-out read backwards: the first that changed speaks; two that changed apart are for a person.
    private GroupMap FromOneOfSeveral(RowGroup group, RowValues values, ImmutableArray<string> changed)
    {
        var entries = group.Rows.Where(row => changed.Contains(mapper.Rows[row].B.Path) && mapper.Rows[row].Carries(Side.A)).Select(row => values[row]).Where(v => v is not Absent).ToList();
        if (entries.Count == 0) return new GroupMap.Says([]);
        if (entries.OfType<PendingReference>().FirstOrDefault() is { } pending) return new GroupMap.Waits(pending);
        if (entries.OfType<Unmappable>().FirstOrDefault() is { } no) return new GroupMap.Cannot(no.Reason);
        if (entries.Any(entry => !Values.Agree(entry, entries[0]))) return new GroupMap.Cannot(Reason.Of(ReasonCodes.ChangedDifferently));
        return new GroupMap.Says([KeyValuePair.Create(group.PathsA[0], entries[0])]);
    }

    // Fan-in read backwards: choose the row, clear what would speak before it, and see that it reads back.
    private GroupMap IntoSeveral(RowGroup group, RowValues values, Record a, Record b, ImmutableArray<string> changed)
    {
        var now = a;
        foreach (var path in changed)
        {
            var rows = group.Rows.Where(row => mapper.Rows[row].B.Path == path).ToList();
            if (!rows.Any(row => mapper.Rows[row].Carries(Side.A) && values[row] is not Absent)) continue;
            var chosen = RowChoice.Choose(mapper, rows, values, now);
            if (chosen.Problem is not null) return chosen.Problem;
            now = chosen.Record!;
        }

        var back = ToB(group, mapper.Map(now, Side.B, book));
        if (back is not GroupMap.Says says || !says.Values.All(said => b[said.Key] is Absent || Values.Agree(said.Value, b[said.Key])))
            return new GroupMap.Cannot(Reason.Of(ReasonCodes.ReadsBackOtherwise));
        return new GroupMap.Says([.. group.PathsA.Where(p => !Values.Agree(now[p], a[p])).Select(p => KeyValuePair.Create(p, now[p]))]);
    }
}
