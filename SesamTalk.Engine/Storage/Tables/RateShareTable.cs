using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SesamTalk.Engine.Storage.Tables;

/// <summary>The turns that processes gave themselves of one rate.</summary>
public sealed record StoredRateShare
{
    /// <summary>What is counted: a hash, since it may stand for a secret.</summary>
    public required string Name { get; init; }

    /// <summary>The turns, as the engine writes them.</summary>
    public required string Turns { get; init; }

    /// <summary>Counts the changes, so that of two who read the same only one may write.</summary>
    public required long Stamp { get; init; }
}

internal sealed class RateShareTable : IEntityTypeConfiguration<StoredRateShare>
{
    public void Configure(EntityTypeBuilder<StoredRateShare> builder) => builder.HasKey(share => share.Name);
}
