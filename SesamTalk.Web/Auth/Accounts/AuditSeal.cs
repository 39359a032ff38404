namespace SesamTalk.Web.Auth.Accounts;

/// <summary>The seal over one entry of the audit and over all before it.</summary>
public sealed class AuditSeal
{
    /// <summary>Its place in the chain; without gaps, from 1.</summary>
    public required long Number { get; init; }

    /// <summary>The entry.</summary>
    public required Guid EntryId { get; init; }

    /// <summary>A keyed hash over the seal before this one and all that the entry says.</summary>
    public required string Seal { get; init; }
}
