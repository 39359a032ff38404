namespace SesamTalk.Web.Auth.Accounts;

/// <summary>A key by which a program acts for a person. What is kept of it opens nothing.</summary>
public sealed class ApiToken
{
    /// <summary>Its id; not secret.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required string AccountId { get; init; }

    /// <summary>What its owner calls it.</summary>
    public required string Name { get; init; }

    /// <summary>The hash of the secret.</summary>
    public required string Hash { get; init; }

    /// <summary>The most it may; never more than its owner.</summary>
    public required Role Role { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it was last used, by the hour.</summary>
    public DateTimeOffset? UsedAt { get; set; }

    /// <summary>When it was taken back; null while it is good.</summary>
    public DateTimeOffset? RevokedAt { get; set; }
}
