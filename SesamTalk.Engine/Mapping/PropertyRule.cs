using System.Collections.Immutable;

namespace SesamTalk.Engine.Mapping;

/// <summary>
/// One row of a property table: a path in A and a path in B that are kept equal, with what each way needs.
/// </summary>
public sealed record PropertyRule
{
    /// <summary>The line's id within its pair, stable over versions (<c>mailaddress.city~city</c>).</summary>
    public required string Id { get; init; }

    /// <summary>The path in A, as written.</summary>
    public required string A { get; init; }

    /// <summary>The path in B, as written.</summary>
    public required string B { get; init; }

    /// <summary>Alternatives that must hold in A for the row to be meant; written to A along with the value.</summary>
    public ImmutableArray<Dependency> DependenciesA { get; init; } = [];

    /// <summary>Alternatives that must hold in B for the row to be meant; written to B along with the value.</summary>
    public ImmutableArray<Dependency> DependenciesB { get; init; } = [];

    /// <summary>The data type cell towards A: JSON text (<c>"string"</c>, <c>["datetime-format", …]</c>), or null where none is known.</summary>
    public string? TypeToA { get; init; }

    /// <summary>The data type cell towards B: JSON text, or null where none is known.</summary>
    public string? TypeToB { get; init; }

    /// <summary>Which way edits travel.</summary>
    public RuleFlow Flow { get; init; } = RuleFlow.Both;

    /// <summary>What a value cleared in A does to B.</summary>
    public BlankRule BlankToB { get; init; } = BlankRule.Clear;

    /// <summary>What a value cleared in B does to A.</summary>
    public BlankRule BlankToA { get; init; } = BlankRule.Clear;

    /// <summary>The text value that a new record in A gets where B has none; null for none.</summary>
    public string? DefaultToA { get; init; }

    /// <summary>The text value that a new record in B gets where A has none; null for none.</summary>
    public string? DefaultToB { get; init; }

    /// <summary>Who says so.</summary>
    public RuleOrigin Origin { get; init; } = RuleOrigin.Document;

    /// <summary>Why the row was added, for a person; empty for the document's own.</summary>
    public string Note { get; init; } = "";

    /// <summary>The id of a row between these paths.</summary>
    public static string IdOf(string a, string b) => $"{a}~{b}".ToLowerInvariant();
}
