using System.Collections.Immutable;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Dataflows.ReadinessRules;

/// <summary>A pair with what its names mean in the two systems, as far as they mean anything.</summary>
internal sealed record PairInQuestion(Dataflow Dataflow, Pair Pair, SystemDescription? SystemA, SystemDescription? SystemB)
{
    public EntityDescription? A { get; } = SystemA?.Find(Pair.A.Entity);

    public EntityDescription? B { get; } = SystemB?.Find(Pair.B.Entity);

    /// <summary>The rows in force with what their paths mean; only the rows themselves where an entity is not known.</summary>
    public ImmutableArray<RowInQuestion> Rows => field.IsDefault ? field = [.. Pair.InForce().Select(Resolve)] : field;

    /// <summary>Both entities are known and the pair is not paused: it takes part in what pairs do to each other.</summary>
    public bool TakesPart => A is not null && B is not null && Pair.PausedBecause is null;

    public string Title => $"{Pair.A.Name} ↔ {Pair.B.Name}";

    /// <summary>The pair as it would run; both entities must be known.</summary>
    public ReadyPair Ready => new(Pair, A!, B!);

    public EntityDescription? On(Side side) => side == Side.A ? A : B;

    public SystemDescription? SystemOn(Side side) => side == Side.A ? SystemA : SystemB;

    /// <summary>What people call the system of a side.</summary>
    public string NameOf(Side side) => Dataflow.On(side).Name;

    /// <summary>What the document calls the entity of a side, with its aspect.</summary>
    public string EntityOf(Side side) => Pair.On(side) is { Aspect: { } aspect } on ? $"{on.Entity} ({aspect})" : Pair.On(side).Entity;

    private RowInQuestion Resolve(PropertyRule rule) => new(
        rule,
        A is null ? null : ResolvedPath.Of(A.Schema, rule.A),
        B is null ? null : ResolvedPath.Of(B.Schema, rule.B));
}

/// <summary>A row with what its paths mean, as far as they mean anything.</summary>
internal sealed record RowInQuestion(PropertyRule Rule, ResolvedPath? A, ResolvedPath? B)
{
    /// <summary>The row as it would be mapped; null while a path means nothing.</summary>
    public MappedRow? Mapped => A is null || B is null ? null : new MappedRow(Rule, A.Property, B.Property);

    public ResolvedPath? On(Side side) => side == Side.A ? A : B;

    public string PathOn(Side side) => side == Side.A ? Rule.A : Rule.B;

    public string? DefaultOn(Side side) => side == Side.A ? Rule.DefaultToA : Rule.DefaultToB;
}
