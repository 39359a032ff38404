using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SesamTalk.Engine.Storage.Tables;

/// <summary>One version that a definition has had; never changed.</summary>
public sealed record StoredDataflowVersion
{
    /// <summary>The dataflow.</summary>
    public required string DataflowId { get; init; }

    /// <summary>The version, from 1.</summary>
    public required int Version { get; init; }

    /// <summary>The definition as JSON.</summary>
    public required string Definition { get; init; }

    /// <summary>When it was saved.</summary>
    public required DateTimeOffset SavedAt { get; init; }

    /// <summary>Who saved it.</summary>
    public required string SavedBy { get; init; }

    /// <summary>What changed, in the words of whoever saved it.</summary>
    public required string Note { get; init; }
}

internal sealed class DataflowVersionTable : IEntityTypeConfiguration<StoredDataflowVersion>
{
    public void Configure(EntityTypeBuilder<StoredDataflowVersion> builder)
    {
        builder.HasKey(version => new { version.DataflowId, version.Version });
        builder.HasOne<StoredDataflow>().WithMany().HasForeignKey(version => version.DataflowId);
    }
}
