using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SesamTalk.Engine.Storage.Tables;

/// <summary>Who works on something, and until when that holds without a renewal.</summary>
public sealed record StoredLease
{
    /// <summary>What is held.</summary>
    public required string Name { get; init; }

    /// <summary>Who holds it.</summary>
    public required string Holder { get; init; }

    /// <summary>From when on anyone may take it.</summary>
    public required DateTimeOffset Until { get; init; }
}

internal sealed class LeaseTable : IEntityTypeConfiguration<StoredLease>
{
    public void Configure(EntityTypeBuilder<StoredLease> builder) => builder.HasKey(lease => lease.Name);
}
