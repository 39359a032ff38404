using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Engine.Storage.Tables;

internal sealed class HistoryTable : IEntityTypeConfiguration<HistoryEntry>
{
    public void Configure(EntityTypeBuilder<HistoryEntry> builder)
    {
        builder.ToTable("History");
        builder.HasKey(entry => entry.Id);
        builder.Property(entry => entry.Rules).HasConversion(new ReasonListJson(), new SameReasonList());
        // No foreign key: what happened stays known when its link is gone.
        builder.HasIndex(entry => new { entry.LinkId, entry.At });
    }
}
