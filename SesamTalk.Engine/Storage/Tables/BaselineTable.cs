using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SesamTalk.Engine.Matching;

namespace SesamTalk.Engine.Storage.Tables;

/// <summary>A baseline as it is stored: both sides packed by <see cref="ValueCodec"/>, to be unpacked with the schemas.</summary>
public sealed record StoredBaseline
{
    /// <summary>The link.</summary>
    public required Guid LinkId { get; init; }

    /// <summary>A's record, packed.</summary>
    public required byte[] A { get; init; }

    /// <summary>B's record, packed.</summary>
    public required byte[] B { get; init; }

    /// <summary>A's stamp; null for none.</summary>
    public string? VersionA { get; init; }

    /// <summary>B's stamp; null for none.</summary>
    public string? VersionB { get; init; }

    /// <summary>When it was recorded.</summary>
    public required DateTimeOffset AgreedAt { get; init; }
}

internal sealed class BaselineTable : IEntityTypeConfiguration<StoredBaseline>
{
    public void Configure(EntityTypeBuilder<StoredBaseline> builder)
    {
        builder.HasKey(baseline => baseline.LinkId);
        // A baseline without its link means nothing, so the database itself takes it away.
        builder.HasOne<Link>().WithOne().HasForeignKey<StoredBaseline>(baseline => baseline.LinkId).OnDelete(DeleteBehavior.Cascade);
    }
}
