namespace SesamTalk.Web.Sandbox.PowerOfficeGo;

/// <summary>What is true of an entity beside its properties.</summary>
/// <param name="Word">Its name in a message.</param>
/// <param name="Roles">Privileges that open it: as they stand for reading, with <c>_Full</c> also for writing.</param>
internal sealed record GoTraits(string Word, string[] Roles)
{
    public bool UuidKeys { get; init; }

    /// <summary>Entities with the same series share their numbers; a contact is one number in all its roles.</summary>
    public string? IdSeries { get; init; }

    /// <summary>What it is nested under: an entity, or <c>Contacts</c> for any role of a contact.</summary>
    public string? Under { get; init; }

    public int CreateStatus { get; init; } = 201;
    public bool PatchAnswersNothing { get; init; }
}

/// <summary>One entity of the API: its properties and its filters.</summary>
internal sealed record GoEntity(string Name, GoTraits Traits, IReadOnlyList<GoField> Fields, IReadOnlyList<GoFilter> Filters)
{
    private readonly Dictionary<string, GoField> _byName = Fields.ToDictionary(field => field.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>A property by its name in any case.</summary>
    public GoField? Field(string name) => _byName.GetValueOrDefault(name);

    public bool CanCreate { get; } = Fields.Any(known => known.Post);
}
