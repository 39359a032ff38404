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
        // Pages of the links list walk by id: of a pair, and of what is not in sync, which are few.
        builder.HasIndex(link => new { link.DataflowId, link.PairId, link.Id });
        builder.HasIndex(link => new { link.State, link.DataflowId, link.PairId, link.Id }).HasFilter("\"State\" <> 'InSync'");
        builder.HasIndex(link => link.A);
        builder.HasIndex(link => link.B);
    }

    /// <summary>Keeps the search column and the words true for links that are saved through the context.</summary>
    public static void FillSearch(ChangeTracker tracker)
    {
        var links = tracker.Entries<Link>().Where(entry => entry.State is EntityState.Added or EntityState.Modified).ToList();
        foreach (var entry in links) entry.Property(Search).CurrentValue = LinkSearch.TextOf(entry.Entity);
        foreach (var word in links.Where(entry => entry.State == EntityState.Added).SelectMany(entry => LinkWords.Of(entry.Entity))) tracker.Context.Add(word);
    }
}
