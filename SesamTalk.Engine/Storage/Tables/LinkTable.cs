using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SesamTalk.Engine.Matching;

namespace SesamTalk.Engine.Storage.Tables;

internal sealed class LinkTable : IEntityTypeConfiguration<Link>
{
    /// <summary>The column that <see cref="LinkSearch"/> looks in; no property of the noun.</summary>
    public const string Search = "Search";

    public void Configure(EntityTypeBuilder<Link> builder)
    {
        builder.HasKey(link => link.Id);
        builder.Property<string>(Search).IsRequired();
        // One link for a record of a side within a pair: the database refuses a second.
        builder.HasIndex(link => new { link.DataflowId, link.PairId, link.A }).IsUnique();
        builder.HasIndex(link => new { link.DataflowId, link.PairId, link.B }).IsUnique();
        // Holds everything that the counts need, so that they are read from the index alone.
        builder.HasIndex(link => new { link.DataflowId, link.State, link.PairId, link.AsksPerson });
        builder.HasIndex(nameof(Link.DataflowId), Search);
    }

    /// <summary>Keeps the search column true for links that are saved through the context.</summary>
    public static void FillSearch(ChangeTracker tracker)
    {
        foreach (var entry in tracker.Entries<Link>().Where(entry => entry.State is EntityState.Added or EntityState.Modified))
            entry.Property(Search).CurrentValue = LinkSearch.TextOf(entry.Entity);
    }
}
