using System.Collections.Immutable;
using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Rest;

/// <summary>One entity of the system.</summary>
internal sealed record RestEntity
{
    /// <summary>The property that holds a key made of several; no system has it.</summary>
    public const string CompositeKey = "$id";

    /// <summary>Its properties.</summary>
    public required Schema Schema { get; init; }

    /// <summary>The paths that make the key; one, or several in this order.</summary>
    public required ImmutableArray<string> Ids { get; init; }

    /// <summary>Where JSON members go.</summary>
    public JsonPlan Plan => field ??= new JsonPlan(Schema) { KeyParts = Ids.Length > 1 ? [.. Ids.Select(Schema.SlotOf)] : [] };

    /// <summary>Other names of documents.</summary>
    public ImmutableArray<string> Aliases { get; init; } = [];

    /// <summary>What names a record for a person.</summary>
    public ImmutableArray<string> Label { get; init; } = [];

    /// <summary>Where a person finds a record, with <c>{id}</c> in place of its key; null where that is not known.</summary>
    public string? Page { get; init; }

    /// <summary>The property that holds the moment of the last change; null where there is none.</summary>
    public string? Updated { get; init; }

    /// <summary>The property that holds the version; null where there is none.</summary>
    public string? Version { get; init; }

    /// <summary>The unique property that is ours to fill; null where there is none.</summary>
    public string? Reference { get; init; }

    /// <summary>What archives a record; null where nothing does.</summary>
    public (string Path, object Value)? Archive { get; init; }

    /// <summary>What marks a record as deleted while it can still be read; null where nothing does.</summary>
    public RestMark? Deleted { get; init; }

    /// <summary>Whose records must be known to read this list; null where the list stands by itself.</summary>
    public RestParent? Parent { get; init; }

    /// <summary>Ids of new records are ours to choose.</summary>
    public bool ClientIds { get; init; }

    /// <summary>What is sent on create where nothing else is known.</summary>
    public ImmutableArray<KeyValuePair<string, object?>> Defaults { get; init; } = [];

    /// <summary>The list; every entity has one.</summary>
    public required RestOperation List { get; init; }

    /// <summary>A list of what changed, by id; null where the list itself, or nothing, tells.</summary>
    public RestChangeList? Changes { get; init; }

    /// <summary>One record by its id; null where only the list can be read.</summary>
    public RestOperation? Lookup { get; init; }

    /// <summary>A new record as the system would fill it in; null where it does not say.</summary>
    public RestOperation? Blank { get; init; }

    /// <summary>Makes a record; null where that is not possible.</summary>
    public RestOperation? Insert { get; init; }

    /// <summary>Changes a record; null where that is not possible.</summary>
    public RestOperation? Update { get; init; }

    /// <summary>Removes a record; null where that is not possible.</summary>
    public RestOperation? Delete { get; init; }

    /// <summary>Finds records by a value; null where only reading the list can.</summary>
    public RestOperation? Search { get; init; }

    /// <summary>The entity as the engine knows it; capabilities follow from what is there.</summary>
    public EntityDescription Describe(TimeSpan readLag) => new(Schema, new EntityCapabilities
    {
        ChangeCursor = List.Since is not null || Changes is not null,
        SeesDeletions = Changes?.Deleted is not null || (Deleted is not null && List.Since is not null),
        LocksByVersion = Version is not null && Update?.IfMatch is not null,
        CanCreate = Insert is not null,
        CanUpdate = Update is not null,
        CanDelete = Delete is not null,
        ClientAssignedIds = ClientIds,
        ReferenceProperty = Reference,
        SearchableBy = Search?.By ?? [],
        Archive = Archive,
        ReadLag = readLag,
    })
    {
        Aliases = Aliases,
        Label = Label,
        Page = Page,
    };

    /// <summary>The parts of a key, by their paths.</summary>
    public Dictionary<string, string> PartsOf(RecordId id) => Ids.Length == 1
        ? new() { [Ids[0]] = id.Text }
        : Ids.Zip(id.Text.Split('/')).ToDictionary(part => part.First, part => Uri.UnescapeDataString(part.Second));
}

/// <summary>A value that marks a record.</summary>
/// <param name="Path">Where it stands.</param>
/// <param name="Values">The values that mark; empty where any value does.</param>
internal sealed record RestMark(string Path, ImmutableArray<string> Values)
{
    /// <summary>Whether a value marks.</summary>
    public bool Is(object? value) => value is not (null or Absent) && !Records.Values.IsBlank(value)
        && (Values.IsEmpty ? value is not false : Values.Contains(JsonValues.Text(value)));
}

/// <summary>The entity that a list is read below.</summary>
/// <param name="Entity">Its name.</param>
/// <param name="Field">Our field that names the parent; it is filled in where the system leaves it out.</param>
internal sealed record RestParent(string Entity, string Field);

/// <summary>A list that tells what changed.</summary>
/// <param name="List">The list; its <see cref="RestOperation.Since"/> is null where it goes on by a token.</param>
/// <param name="Plan">What is read of each entry: the record's id, its moment, the mark of a deletion.</param>
/// <param name="Deleted">What marks a deletion; null where deletions do not show.</param>
/// <param name="Updated">Where the moment stands; null where a token tells.</param>
/// <param name="Token">The dotted path of the token that the next read begins with; null where moments tell.</param>
internal sealed record RestChangeList(RestOperation List, JsonPlan Plan, RestMark? Deleted, string? Updated, string? Token);
