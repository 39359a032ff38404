using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Engine.Storage.Tables;

internal sealed class WriteTable : IEntityTypeConfiguration<WriteEntry>
{
    /// <summary>What a crash or a missing answer leaves; written alike in the index and in the query, or the index is not used.</summary>
    public const string Unsettled = "\"State\" IN ('Intended', 'Unknown')";

    public void Configure(EntityTypeBuilder<WriteEntry> builder)
    {
        builder.HasKey(write => write.Id);
        builder.HasIndex(write => write.RunId);
        builder.HasIndex(write => write.LinkId);
        builder.HasIndex(write => write.DataflowId).HasFilter(Unsettled);
    }
}
