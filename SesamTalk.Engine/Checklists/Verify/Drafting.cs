using System.Collections.Immutable;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Engine.Checklists.Verify;

/// <summary>Thinks out a test record: a value for every row that is carried across, what its pair asks of it, and what its system asks for.</summary>
internal sealed class Drafting(Bench bench, TestValues values, Func<MappedRow, Side, CancellationToken, Task<RecordId?>> partner)
{
    /// <summary>The values of a new record of a pair on a side.</summary>
    public async Task<Dictionary<string, object?>> ValuesAsync(PairRules pair, Side side, CancellationToken cancellation)
    {
        var schema = pair.Ready.On(side).Schema;
        var drafted = Asked(pair, side);
        foreach (var row in RowsToFill(pair, side))
        {
            var property = row.On(side);
            if (drafted.ContainsKey(property.Path) || property.IsKey || property.IsReadOnly || Blanks(pair, side).Contains(property.Path)) continue;
            if (row.Kind != RowKind.Reference) drafted[property.Path] = row.Elements is null ? values.Of(row, side, null) : null;
            else if (await partner(row, side, cancellation) is { } id) drafted[property.Path] = ReferenceValue.Of(id, property.Type);
        }

        foreach (var property in schema.Properties.Where(property => property is { IsRequired: true, IsReadOnly: false, IsKey: false } && Values.IsBlank(drafted.GetValueOrDefault(property.Path))))
            drafted[property.Path] = property.IsReference ? await AnyAsync(side, property, cancellation) : values.Own(property);
        if (pair.Ready.On(side).Capabilities.ClientAssignedIds && schema.KeySlot >= 0) drafted[schema.Properties[schema.KeySlot].Path] = values.Own(schema.Properties[schema.KeySlot]);
        return drafted;
    }

    /// <summary>What must hold of a record so that the pair takes it and every row is meant: filters, conditions, dependencies.</summary>
    private static Dictionary<string, object?> Asked(PairRules pair, Side side)
    {
        var schema = pair.Ready.On(side).Schema;
        var asked = pair.Pair.On(side).Filters.Concat(pair.Pair.From(side).Predicate).Concat(pair.Mapper.Rows.Select(row => row.DependenciesOn(side)).Where(some => !some.IsDefaultOrEmpty).Select(some => some[0]));
        var constants = new Dictionary<string, object?>();
        foreach (var dependency in asked)
            if (DependencyMeaning.Constant(schema, dependency) is { Value: not null } constant) constants.TryAdd(constant.Key, constant.Value);
        return constants;
    }

    private static HashSet<string> Blanks(PairRules pair, Side side) =>
        [.. pair.Pair.On(side).Filters.Where(filter => filter.Value == DependencyMeaning.Blank).Select(filter => pair.Ready.On(side).Schema.Find(filter.Path)?.Path).OfType<string>()];

    // Of several rows into one path only the first speaks; the others are tested by themselves.
    private static IEnumerable<MappedRow> RowsToFill(PairRules pair, Side side) => pair.Mapper.Groups
        .SelectMany(group => side == Side.A && group.PathsA.Length > 1 ? group.Rows.Take(1) : group.Rows).Select(row => pair.Mapper.Rows[row])
        .Where(row => row.Carries(side.Other()) || row.On(side).IsRequired);

    private async Task<object?> AnyAsync(Side side, SchemaProperty property, CancellationToken cancellation)
    {
        foreach (var entity in property.References)
            if (await bench.AnyAsync(side, entity, cancellation) is { } id) return ReferenceValue.Of(id, property.Type);
        throw new ProofStop(Said.NothingToRefer(bench.NameOf(side), property.Path));
    }
}
