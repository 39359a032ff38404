using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Storage.Tables;

/// <summary>How far an entity of a system has been read for a dataflow.</summary>
public sealed record StoredCursor
{
    /// <summary>The dataflow.</summary>
    public required string DataflowId { get; init; }

    /// <summary>The side.</summary>
    public required Side Side { get; init; }

    /// <summary>The entity.</summary>
    public required string Entity { get; init; }

    /// <summary>The system's own mark, opaque; null before the first complete read.</summary>
    public string? Cursor { get; init; }
}

internal sealed class CursorTable : IEntityTypeConfiguration<StoredCursor>
{
    public void Configure(EntityTypeBuilder<StoredCursor> builder) =>
        builder.HasKey(cursor => new { cursor.DataflowId, cursor.Side, cursor.Entity });
}
