using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Mapping;

/// <summary>A property row whose two paths have met their schemas.</summary>
/// <param name="Rule">The row.</param>
/// <param name="A">Its property in A.</param>
/// <param name="B">Its property in B.</param>
public sealed record MappedRow(PropertyRule Rule, SchemaProperty A, SchemaProperty B)
{
    /// <summary>For two lists: the rows over their elements. Null for a row of the records themselves.</summary>
    public ElementRows? Elements { get; init; }

    /// <summary>What the row means.</summary>
    public RowKind Kind { get; } = RowKinds.Of(A, B);

    /// <summary>The property of a side.</summary>
    public SchemaProperty On(Side side) => side == Side.A ? A : B;

    /// <summary>What must hold on a side for the row to be meant there.</summary>
    public System.Collections.Immutable.ImmutableArray<Dependency> DependenciesOn(Side side) => side == Side.A ? Rule.DependenciesA : Rule.DependenciesB;

    /// <summary>Whether the row may carry a value towards a side: by its flow, its kind, and what the system lets be written.</summary>
    public bool Carries(Side to) => Kind switch
    {
        RowKind.Identity => false,
        RowKind.ExternalIdInB => to == Side.B && !B.IsReadOnly,
        RowKind.ExternalIdInA => to == Side.A && !A.IsReadOnly,
        RowKind.Plain or RowKind.Reference => !On(to).IsReadOnly && (Rule.Flow == RuleFlow.Both || Rule.Flow == (to == Side.A ? RuleFlow.ToA : RuleFlow.ToB)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
