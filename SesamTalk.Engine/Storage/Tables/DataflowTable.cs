using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SesamTalk.Engine.Storage.Tables;

/// <summary>A dataflow's current definition, packed by <see cref="DefinitionJson"/>.</summary>
public sealed record StoredDataflow
{
    /// <summary>The dataflow.</summary>
    public required string Id { get; init; }

    /// <summary>Its title, for lists.</summary>
    public required string Title { get; set; }

    /// <summary>The version of <see cref="Definition"/>; two who save the same one cannot both succeed.</summary>
    public required int Version { get; set; }

    /// <summary>The definition as JSON.</summary>
    public required string Definition { get; set; }
}

internal sealed class DataflowTable : IEntityTypeConfiguration<StoredDataflow>
{
    public void Configure(EntityTypeBuilder<StoredDataflow> builder)
    {
        builder.HasKey(dataflow => dataflow.Id);
        builder.Property(dataflow => dataflow.Version).IsConcurrencyToken();
    }
}
