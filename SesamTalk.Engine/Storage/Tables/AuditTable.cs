using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Engine.Storage.Tables;

internal sealed class AuditTable : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.HasKey(entry => entry.Id);
        builder.Property(entry => entry.Changes).HasConversion(new AuditChangesJson(), new SameAuditChanges());
        builder.HasIndex(entry => entry.At);
        builder.HasIndex(entry => new { entry.Subject, entry.At });
    }
}
