using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Engine.Storage.Tables;

internal sealed class RunTable : IEntityTypeConfiguration<Run>
{
    public void Configure(EntityTypeBuilder<Run> builder)
    {
        builder.HasKey(run => run.Id);
        builder.ComplexProperty(run => run.Counts);
        builder.HasIndex(run => new { run.DataflowId, run.StartedAt });
        builder.HasIndex(run => run.StartedAt);
    }
}
