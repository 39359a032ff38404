using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Mapping;

/// <summary>Which of several rows into one path takes a value that comes back, and what A's record looks like then.</summary>
internal sealed record RowChoice(Record? Record, GroupMap? Problem)
{
    /// <summary>
    /// References: the row whose entity's links know the id. Values: the row that speaks now, else the first. Rows that stand
    /// before the chosen one would speak first, so they are cleared, where that is allowed.
    /// </summary>
    public static RowChoice Choose(PropertyMapper mapper, List<int> rows, RowValues values, Record a)
    {
        if (rows.All(row => Values.IsBlank(values[row]))) return Clear(mapper, rows, a);
        var usable = rows.Where(row => mapper.Rows[row].Carries(Side.A) && !Values.IsBlank(values[row]) && values[row] is not (PendingReference or Unmappable)).ToList();
        if (usable.Count == 0) return new(null, rows.Select(row => values[row]).OfType<PendingReference>().FirstOrDefault() is { } pending
            ? new GroupMap.Waits(pending)
            : new GroupMap.Cannot(rows.Select(row => values[row]).OfType<Unmappable>().Select(no => no.Reason).FirstOrDefault() ?? Reason.Of(ReasonCodes.NothingTakesIt)));
        var isReference = mapper.Rows[usable[0]].Kind == RowKind.Reference;
        var speaking = usable.Where(row => !Values.IsBlank(a[mapper.Rows[row].A.Path])).Take(1).ToList();
        var chosen = isReference || speaking.Count == 0 ? usable[0] : speaking[0];
        var cleared = Clear(mapper, [.. rows.TakeWhile(row => row != chosen)], a);
        return cleared.Record is null
            ? cleared
            : new(cleared.Record.With([KeyValuePair.Create(mapper.Rows[chosen].A.Path, values[chosen])]), null);
    }

    private static RowChoice Clear(PropertyMapper mapper, List<int> rows, Record a)
    {
        var filled = rows.Select(row => mapper.Rows[row]).Where(row => !Values.IsBlank(a[row.A.Path])).ToList();
        if (filled.Find(row => !MayClear(row)) is { } stuck) return new(null, new GroupMap.Cannot(Reason.Of(ReasonCodes.MayNotClear, stuck.A.Path)));
        return new(a.With(filled.Select(row => KeyValuePair.Create(row.A.Path, (object?)null))), null);
    }

    private static bool MayClear(MappedRow row) =>
        row.Carries(Side.A) && !row.A.IsRequired && !row.A.IsCreateOnly && row.Rule.BlankToA == BlankRule.Clear;
}
