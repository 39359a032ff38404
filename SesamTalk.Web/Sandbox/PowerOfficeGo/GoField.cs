namespace SesamTalk.Web.Sandbox.PowerOfficeGo;

/// <summary>One property of an entity, as its table row says.</summary>
/// <param name="Path">Its name, or <c>MailAddress/City</c> below an object.</param>
/// <param name="Type">string, email, country, currency, int64, int32, double, bool, date, stamp, uuid, int64[], object, or the name of an enum.</param>
/// <param name="NeverNull">Left out rather than null.</param>
internal sealed record GoField(string Path, string Type, bool NeverNull, bool Read, bool Post, bool Patch)
{
    public string Name { get; } = Path[(Path.LastIndexOf('/') + 1)..];

    public bool Required { get; init; }
    public int? MaxLength { get; init; }
    public (decimal Least, decimal Most)? Range { get; init; }

    /// <summary>Numbers that are given and taken for it, with one gap-free series per entity.</summary>
    public (long First, long Last)? Series { get; init; }

    public string? Default { get; init; }

    /// <summary>The entity whose id it holds; with <see cref="AllowsNone"/> also -1, "explicitly none".</summary>
    public string? Reference { get; init; }
    public bool AllowsNone { get; init; }

    /// <summary>Shows <c>Member</c> of what <c>Id</c> beside it refers to; on POST it may stand for the id.</summary>
    public (string Id, string Member)? Twin { get; init; }

    public bool Unique { get; init; }
    public bool UniqueUnderParent { get; init; }

    /// <summary>A change here moves this stamp instead of the record's.</summary>
    public string? OwnStamp { get; init; }

    public bool IsCreated { get; init; }
    public bool IsChanged { get; init; }
    public bool IsParent { get; init; }

    /// <summary>Belongs to the contact, so it is the same in all its roles.</summary>
    public bool Shared { get; init; }

    public bool Calculated { get; init; }

    /// <summary>Reads back as the word "hidden".</summary>
    public bool Hidden { get; init; }

    /// <summary>The properties of an object.</summary>
    public IReadOnlyList<GoField> Members { get; init; } = [];
}

/// <summary>A parameter of a list that narrows it.</summary>
/// <param name="Kind">ranges, list, ids, codes, subcodes=PARAMETER, contains, bool, only, unless=VALUE, after (exclusive), from, to (inclusive dates).</param>
internal sealed record GoFilter(string Parameter, string Field, string Kind);
