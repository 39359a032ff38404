using System.Collections.Immutable;
using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.PowerOfficeGo;

/// <summary>An entity of PowerOffice Go as data: where it lives, its properties and its peculiarities.</summary>
/// <param name="Name">The name as Go writes it.</param>
/// <param name="Properties">The properties, in slot order.</param>
internal sealed record GoEntity(string Name, ImmutableArray<SchemaProperty> Properties)
{
    /// <summary>Where the moment of the last change stands in most entities.</summary>
    public const string Stamp = "LastChangedDateTimeOffset";

    /// <summary>The schema.</summary>
    public Schema Schema { get; } = new(Name, Properties);

    /// <summary>Where JSON members go. The vendor's description lets no object be null: one that is empty is left out.</summary>
    public JsonPlan Plan => field ??= new JsonPlan(Schema, missingObjectsAreNull: true);

    /// <summary>The path of the list; <c>{owner}</c> stands for the record that owns it.</summary>
    public string Path { get; init; } = "/" + Name;

    /// <summary>Where POST goes, where that is not the list.</summary>
    public string? CreatePath { get; init; }

    /// <summary>What follows the id where one record is read whole.</summary>
    public string ReadSuffix { get; init; } = "";

    /// <summary>The property that holds the owner's id, for records whose addresses are nested below an owner.</summary>
    public string? Owner { get; init; }

    /// <summary>The key holds the owner's id too (<c>order/line</c>), since nothing else tells where the record lives.</summary>
    public bool HasJoinedKey => Path.Contains("{owner}", StringComparison.Ordinal);

    /// <summary>Lists take the changed-since filter.</summary>
    public bool HasChangedFilter { get; init; } = true;

    /// <summary>Records can be created, changed and deleted.</summary>
    public bool IsWritable { get; init; } = true;

    /// <summary>Properties that lists can be filtered by, with the parameter's name.</summary>
    public ImmutableArray<(string Path, string Parameter)> Search { get; init; } = [];

    /// <summary>The unique property that is ours to fill; null where there is none.</summary>
    public string? Reference { get; init; }

    /// <summary>What archives a record; null where nothing does.</summary>
    public (string Path, object Value)? Archive { get; init; }

    /// <summary>What is sent on create where nobody says otherwise.</summary>
    public ImmutableArray<GoDefault> CreateWith { get; init; } = [];

    /// <summary>Members that a nested object must have once it is sent.</summary>
    public ImmutableArray<string> RequiredBelow { get; init; } = [];

    /// <summary>Texts that read as the word "hidden" to those without a right; such a value was not read.</summary>
    public ImmutableArray<string> Masked { get; init; } = [];

    /// <summary>Properties whose edits move no stamp, so that only a full read sees them; a star stands for all below.</summary>
    public ImmutableArray<string> Unstamped { get; init; } = [];

    /// <summary>Other names of documents.</summary>
    public ImmutableArray<string> Aliases { get; init; } = [];

    /// <summary>What names a record for a person.</summary>
    public ImmutableArray<string> Label { get; init; } = ["Name"];

    /// <summary>The entity as the engine knows it.</summary>
    public EntityDescription Describe(TimeSpan readLag) => new(Schema, new EntityCapabilities
    {
        ChangeCursor = HasChangedFilter,
        CanCreate = IsWritable,
        CanUpdate = IsWritable,
        CanDelete = IsWritable,
        ReferenceProperty = Reference,
        SearchableBy = ["Id", .. Search.Select(search => search.Path)],
        Archive = Archive,
        Unstamped = [.. Properties.Where(p => !p.IsKey && Unstamped.Any(u => u == p.Path || (u.EndsWith('*') && p.Path.StartsWith(u[..^1], StringComparison.Ordinal)))).Select(p => p.Path)],
        ReadLag = readLag,
    })
    {
        Aliases = Aliases,
        Label = Label,
    };
}

/// <summary>A value that a create carries unless the property, or one of some others, is filled.</summary>
internal sealed record GoDefault(string Path, object Value, params ImmutableArray<string> Unless);
