using System.Collections.Immutable;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Dataflows.Editing;

/// <summary>What of a line was changed.</summary>
public enum MappingPart
{
    /// <summary>Which way edits travel.</summary>
    Flow,

    /// <summary>The conversion towards A.</summary>
    TypeToA,

    /// <summary>The conversion towards B.</summary>
    TypeToB,

    /// <summary>What clearing in B does to A.</summary>
    BlankToA,

    /// <summary>What clearing in A does to B.</summary>
    BlankToB,

    /// <summary>What a new record in A gets where B has nothing.</summary>
    DefaultToA,

    /// <summary>What a new record in B gets where A has nothing.</summary>
    DefaultToB,

    /// <summary>What is done when both sides changed it.</summary>
    Policy,

    /// <summary>When the row is meant at all.</summary>
    Dependencies,

    /// <summary>Who says so, or the note that goes with it.</summary>
    Note,
}

/// <summary>A line that is not as it was.</summary>
/// <param name="Before">The line before; null where it is new.</param>
/// <param name="After">The line now; null where it was taken away.</param>
/// <param name="Changed">What is different, where it is in both.</param>
public sealed record LineDifference(MappingLine? Before, MappingLine? After, ImmutableArray<MappingPart> Changed)
{
    /// <summary>The line's id.</summary>
    public string Id => (After ?? Before)!.Id;
}

/// <summary>Compares two tables of one pair.</summary>
public static class LineDifferences
{
    /// <summary>What is different: changed and new lines in the order of the later table, then those taken away. The same tables differ in nothing.</summary>
    public static ImmutableArray<LineDifference> Of(ImmutableArray<MappingLine> before, ImmutableArray<MappingLine> after)
    {
        var was = before.DistinctBy(line => line.Id).ToDictionary(line => line.Id);
        var now = after.Select(line => line.Id).ToHashSet();
        return
        [
            .. after.Where(line => !MappingLine.Same(was.GetValueOrDefault(line.Id), line)).Select(line => new LineDifference(was.GetValueOrDefault(line.Id), line, Parts(was.GetValueOrDefault(line.Id), line))),
            .. before.Where(line => !now.Contains(line.Id)).Select(line => new LineDifference(line, null, [])),
        ];
    }

    private static ImmutableArray<MappingPart> Parts(MappingLine? before, MappingLine after)
    {
        if (before is null) return [];
        var (one, other) = (before.Rule, after.Rule);
        (MappingPart Part, bool Differs)[] parts =
        [
            (MappingPart.Flow, one.Flow != other.Flow), (MappingPart.TypeToA, one.TypeToA != other.TypeToA), (MappingPart.TypeToB, one.TypeToB != other.TypeToB),
            (MappingPart.BlankToA, one.BlankToA != other.BlankToA), (MappingPart.BlankToB, one.BlankToB != other.BlankToB),
            (MappingPart.DefaultToA, one.DefaultToA != other.DefaultToA), (MappingPart.DefaultToB, one.DefaultToB != other.DefaultToB), (MappingPart.Policy, before.Policy != after.Policy),
            (MappingPart.Dependencies, !one.DependenciesA.SequenceEqual(other.DependenciesA) || !one.DependenciesB.SequenceEqual(other.DependenciesB)),
            (MappingPart.Note, (one.Note, one.Origin) != (other.Note, other.Origin)),
        ];
        return [.. parts.Where(part => part.Differs).Select(part => part.Part)];
    }
}
