using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Matching;

namespace SesamTalk.Engine.Storage.Tables;

internal sealed class DecisionTable : IEntityTypeConfiguration<PersonDecision>
{
    public void Configure(EntityTypeBuilder<PersonDecision> builder)
    {
        builder.HasKey(decision => decision.Id);
        // One decision waits for one thing: the database refuses a second, whichever browser it comes from.
        builder.HasIndex(decision => new { decision.LinkId, decision.Subject }).IsUnique().HasFilter("\"LinkId\" IS NOT NULL");
        builder.HasIndex(decision => new { decision.DataflowId, decision.PairId, decision.Subject }).IsUnique().HasFilter("\"LinkId\" IS NULL");
        builder.HasOne<Link>().WithMany().HasForeignKey(decision => decision.LinkId).OnDelete(DeleteBehavior.Cascade);
    }
}
