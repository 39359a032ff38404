using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Merging;

/// <summary>
/// Finds what a write would overwrite that is none of the rows': a cell is meant only where a sibling has a certain value (grammar §5,
/// Dependencies), and what stands there while it has another is somebody else's. Pure.
/// </summary>
internal static class Unmeant
{
    /// <summary>The path on the target that holds something else than what the row speaks of; null where the value may be written.</summary>
    public static string? Of(PropertyMapper mapper, RowGroup group, Side to, Record target, KeyValuePair<string, object?> said)
    {
        var rows = group.Rows.Select(row => mapper.Rows[row]).Where(row => row.On(to).Path == said.Key && row.Carries(to)).ToList();
        if (rows.Count == 0 || rows.Exists(row => row.DependenciesOn(to).IsDefaultOrEmpty || !IsKnown(target, row, to) || DependencyMeaning.Any(target, row.DependenciesOn(to)))) return null;
        if (!Values.IsBlank(target[said.Key])) return said.Key;
        return Values.IsBlank(said.Value) ? null : rows.Select(row => Taken(target, row, to)).Aggregate((one, other) => one is null || other is null ? null : one);
    }

    private static bool IsKnown(Record target, MappedRow row, Side to) =>
        row.DependenciesOn(to).Any(dependency => target.Schema.Find(dependency.Path) is { } property && target[property.Path] is not Absent);

    // The sibling that the constant would be written to, where it holds another value.
    private static string? Taken(Record target, MappedRow row, Side to) =>
        DependencyMeaning.Constant(target.Schema, row.DependenciesOn(to)[0]) is { } constant && !Values.IsBlank(target[constant.Key]) && !Values.Agree(target[constant.Key], constant.Value) ? constant.Key : null;
}
