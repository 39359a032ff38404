using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SesamTalk.Engine.Matching;

namespace SesamTalk.Engine.Storage.Tables;

internal sealed class UnlinkedTable : IEntityTypeConfiguration<UnlinkedRecord>
{
    public void Configure(EntityTypeBuilder<UnlinkedRecord> builder)
    {
        builder.HasKey(record => new { record.DataflowId, record.PairId, record.Side, record.Id });
        builder.Property(record => record.Keys).HasConversion(new TextListJson(), new SameTextList());
        builder.HasIndex(record => new { record.DataflowId, record.State, record.PairId, record.AsksPerson });
    }
}
