using System.Collections.Immutable;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Dataflows.Editing;

/// <summary>
/// A pair with the fields that its rows can name. Where its records are parts of another pair's, one side's fields stand in a
/// list of the whole: they are named with the list in front, and count as fields of the part.
/// </summary>
public sealed class EditedPair
{
    private readonly ImmutableArray<ReadyPair> _all;
    private readonly (Side Side, string List)? _part;

    private EditedPair(ReadyPair pair, ImmutableArray<ReadyPair> all)
    {
        (Pair, _all) = (pair, all);
        if (PartPairs.ParentOf(pair, all) is { } part && PartAsRecord.ElementsOf(pair, part) is { } elements) _part = (part.Side.Other(), elements.List.Path);
        (FieldsA, FieldsB) = (FieldsOf(Side.A), FieldsOf(Side.B));
    }

    /// <summary>The pair, joined to its entities.</summary>
    public ReadyPair Pair { get; }

    /// <summary>The fields of A.</summary>
    public ImmutableArray<ResolvedPath> FieldsA { get; }

    /// <summary>The fields of B.</summary>
    public ImmutableArray<ResolvedPath> FieldsB { get; }

    /// <summary>The pair of a dataflow; null where one of its entities is not known.</summary>
    public static EditedPair? Of(Dataflow dataflow, string pairId, SystemDescription? a, SystemDescription? b)
    {
        var all = dataflow.Pairs.Select(pair => a?.Find(pair.A.Entity) is { } one && b?.Find(pair.B.Entity) is { } other ? new ReadyPair(pair, one, other) : null).OfType<ReadyPair>().ToImmutableArray();
        return all.FirstOrDefault(pair => pair.Pair.Id == pairId) is { } found ? new EditedPair(found, all) : null;
    }

    /// <summary>The fields of a side, in the schema's order.</summary>
    public ImmutableArray<ResolvedPath> FieldsOn(Side side) => side == Side.A ? FieldsA : FieldsB;

    /// <summary>What a row's path means; null where it means nothing.</summary>
    public ResolvedPath? Find(Side side, string path) => ResolvedPath.Of(Pair.On(side).Schema, path) is { } found ? AsPart(side, found) : null;

    /// <summary>Why two fields cannot be kept equal.</summary>
    public FitTrouble Fit(ResolvedPath a, ResolvedPath b) => FieldFit.Of(a, b, Joins);

    /// <summary>The fields of a side that no line speaks of, those that a new record must have first, then in the schema's order.</summary>
    public ImmutableArray<ResolvedPath> Unmapped(ImmutableArray<MappingLine> lines, Side side)
    {
        var spoken = lines.Select(line => Find(side, side == Side.A ? line.Rule.A : line.Rule.B)?.Path).ToHashSet();
        return [.. FieldsOn(side).Where(field => !spoken.Contains(field.Path)).OrderByDescending(IsNeeded)];
    }

    /// <summary>A new record must have the field.</summary>
    public static bool IsNeeded(ResolvedPath field) => field.Property is { IsRequired: true, IsReadOnly: false };

    private bool Joins(string a, string b) => _all.Any(pair => FoldedName.Same(pair.A.Name, a) && FoldedName.Same(pair.B.Name, b));

    private ImmutableArray<ResolvedPath> FieldsOf(Side side)
    {
        var all = FieldFit.FieldsOf(Pair.On(side));
        return _part is { } part && part.Side == side ? [.. all.Where(field => field.List?.Path == part.List).Select(field => AsPart(side, field))] : all;
    }

    private ResolvedPath AsPart(Side side, ResolvedPath field) => _part is { } part && part.Side == side && field.List?.Path == part.List ? field with { List = null } : field;
}
