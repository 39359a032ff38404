using System.Collections.Immutable;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Matching;

namespace SesamTalk.Engine.Dataflows.Shipped;

/// <summary>
/// A pair being written down. What the document says comes by <see cref="Says"/>; everything else is marked as added. Both
/// directions create: one because the document says "Every", the other because it was added.
/// </summary>
internal sealed class ShippedPair(PairSide a, PairSide b)
{
    private readonly List<PropertyRule> _rows = [];
    private readonly List<MergeKey> _keys = [];
    private RuleOrigin _origin = RuleOrigin.Document;
    private string _note = "";
    private PairSide _a = a;
    private PairSide _b = b;

    /// <summary>A pair as a section of a document names it: system and entity on either side, an aspect in parentheses.</summary>
    public static ShippedPair Of(string systemA, string entityA, string systemB, string entityB) => new(Side(systemA, entityA), Side(systemB, entityB));

    /// <summary>Rows of the document: <c>A path, B path, data type of B</c>.</summary>
    public ShippedPair Says(string rows)
    {
        _rows.AddRange(ShippedRows.Read(rows).Select(row => row with { TypeToA = null }));
        return this;
    }

    /// <summary>Rows that were added, with the reason: <c>A path, B path, type, options</c>.</summary>
    public ShippedPair Adds(string note, string rows)
    {
        _rows.AddRange(ShippedRows.Read(rows).Select(row => row with { Origin = RuleOrigin.Added, Note = note }));
        return this;
    }

    /// <summary>Tells this pair's records of A from its siblings' (<c>IsPerson = false</c>).</summary>
    public ShippedPair OnlyA(string filter)
    {
        _a = _a with { Filters = _a.Filters.Add(Read(filter)) };
        return this;
    }

    /// <summary>Tells this pair's records of B from its siblings' (<c>type = department</c>).</summary>
    public ShippedPair OnlyB(string filter)
    {
        _b = _b with { Filters = _b.Filters.Add(Read(filter)) };
        return this;
    }

    /// <summary>An added row of the merge table: <c>A path = B path</c>, several parts divided by <c>and</c>.</summary>
    public ShippedPair Key(string parts)
    {
        _keys.Add(new MergeKey([.. parts.Split(" and ").Select(part => part.Split(" = ")).Select(part => new KeyPart(part[0], part[1]))], IsAdded: true));
        return this;
    }

    /// <summary>The document has no such pair; it was added for this reason.</summary>
    public ShippedPair AddedBecause(string note)
    {
        (_origin, _note) = (RuleOrigin.Added, note);
        return this;
    }

    /// <summary>The pair.</summary>
    public Pair Build() => new()
    {
        Id = PairIds.Of(_a, _b),
        A = _a,
        B = _b,
        ToB = new Direction { Creation = CreationRule.Every, Origin = _origin },
        ToA = new Direction { Creation = CreationRule.Every, Origin = RuleOrigin.Added },
        Keys = [.. _keys],
        Properties = [.. _rows],
        Origin = _origin,
        Note = _note,
    };

    private static PairSide Side(string system, string written)
    {
        var aspect = written.IndexOf(" (", StringComparison.Ordinal);
        return new PairSide
        {
            Name = $"{system} {written}".TrimStart(),
            SystemName = system,
            Entity = aspect < 0 ? written : written[..aspect],
            Aspect = aspect < 0 ? null : written[(aspect + 2)..^1],
        };
    }

    private static Dependency Read(string filter) => filter.Split(" = ") is [var path, var value]
        ? new Dependency(value, path)
        : throw new ArgumentException($"“{filter}” is no filter.", nameof(filter));
}
