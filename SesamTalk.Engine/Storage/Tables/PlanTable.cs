using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Engine.Storage.Tables;

internal sealed class PlanTable : IEntityTypeConfiguration<StoredPlan>
{
    public void Configure(EntityTypeBuilder<StoredPlan> builder)
    {
        builder.ToTable("Plans");
        builder.HasKey(plan => plan.Id);
        builder.Property(plan => plan.Body).HasConversion(new PlanJson());
        builder.HasIndex(plan => new { plan.DataflowId, plan.MadeAt });
        builder.HasIndex(plan => plan.RunId);
    }
}
