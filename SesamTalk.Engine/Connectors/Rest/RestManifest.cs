using System.Collections.Immutable;
using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Rest;

/// <summary>A REST system as its manifest declares it.</summary>
internal sealed record RestManifest
{
    /// <summary>What people call the system.</summary>
    public required string Name { get; init; }

    /// <summary>The root of all paths; <c>{baseAddress}</c> and other settings of the system may stand in it.</summary>
    public required Placeholders BaseUrl { get; init; }

    /// <summary>How it is signed in to.</summary>
    public required RestAuth Auth { get; init; }

    /// <summary>Requests a second; 0 is without limit.</summary>
    public double RequestsPerSecond { get; init; }

    /// <summary>How far a read may be behind a write.</summary>
    public TimeSpan ReadLag { get; init; }

    /// <summary>The dotted path of the sentence in a refusal.</summary>
    public string ErrorMessage { get; init; } = "";

    /// <summary>The dotted path of the property's name in a refusal; empty where there is none.</summary>
    public string ErrorProperty { get; init; } = "";

    /// <summary>The entities.</summary>
    public required ImmutableArray<RestEntity> Entities { get; init; }
}

/// <summary>The kinds of sign-in.</summary>
internal enum RestAuthKind
{
    /// <summary>No sign-in.</summary>
    None,

    /// <summary>A key in a header of its own.</summary>
    ApiKey,

    /// <summary>A key in Authorization, after the word Bearer.</summary>
    Bearer,

    /// <summary>User name and password.</summary>
    Basic,
}

/// <summary>How a system is signed in to; secrets are named, never written.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Header">The header, for a key.</param>
/// <param name="Prefix">What stands before the key in the header.</param>
/// <param name="Secret">The name of the secret: key or password.</param>
/// <param name="UserSecret">The name of the secret that holds the user name, for basic.</param>
internal sealed record RestAuth(RestAuthKind Kind, string Header = "", string Prefix = "", string Secret = "", string UserSecret = "");

/// <summary>One entity of the system.</summary>
internal sealed record RestEntity
{
    /// <summary>Its properties.</summary>
    public required Schema Schema { get; init; }

    /// <summary>Where JSON members go.</summary>
    public JsonPlan Plan => field ??= new JsonPlan(Schema);

    /// <summary>Other names of documents.</summary>
    public ImmutableArray<string> Aliases { get; init; } = [];

    /// <summary>What names a record for a person.</summary>
    public ImmutableArray<string> Label { get; init; } = [];

    /// <summary>The property that holds the moment of the last change; null where there is none.</summary>
    public string? Updated { get; init; }

    /// <summary>The property that holds the version; null where there is none.</summary>
    public string? Version { get; init; }

    /// <summary>The unique property that is ours to fill; null where there is none.</summary>
    public string? Reference { get; init; }

    /// <summary>What archives a record; null where nothing does.</summary>
    public (string Path, object Value)? Archive { get; init; }

    /// <summary>The list; every entity has one.</summary>
    public required RestOperation List { get; init; }

    /// <summary>One record by its id; null where only the list can be read.</summary>
    public RestOperation? Lookup { get; init; }

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
        ChangeCursor = List.Since is not null,
        LocksByVersion = Version is not null && Update?.IfMatch is not null,
        CanCreate = Insert is not null,
        CanUpdate = Update is not null,
        CanDelete = Delete is not null,
        ReferenceProperty = Reference,
        SearchableBy = Search?.By ?? [],
        Archive = Archive,
        ReadLag = readLag,
    })
    {
        Aliases = Aliases,
        Label = Label,
    };
}
