using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SesamTalk.Engine.Conflicts;

namespace SesamTalk.Engine.Storage.Tables;

internal sealed class ConflictTable : IEntityTypeConfiguration<OpenConflict>
{
    public void Configure(EntityTypeBuilder<OpenConflict> builder)
    {
        builder.HasKey(conflict => conflict.Id);
        builder.HasIndex(conflict => new { conflict.DataflowId, conflict.SettledAt, conflict.OpenedAt });
        // At most one open conflict about one thing: of a link, or of a record that has none yet.
        builder.HasIndex(conflict => new { conflict.LinkId, conflict.Subject }).IsUnique()
            .HasFilter("\"SettledAt\" IS NULL AND \"LinkId\" IS NOT NULL");
        builder.HasIndex(conflict => new { conflict.DataflowId, conflict.PairId, conflict.Subject }).IsUnique()
            .HasFilter("\"SettledAt\" IS NULL AND \"LinkId\" IS NULL");
    }
}
