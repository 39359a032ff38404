using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SesamTalk.Engine.Storage.Tables;

/// <summary>
/// A word that a link is found by: one of its labels, or an e-mail address, a telephone or an organisation number of its
/// records. Words are only ever added: what a link was called before still leads to it, and is told apart by its present label.
/// </summary>
public sealed record StoredLinkWord
{
    /// <summary>The word, as <see cref="LinkWords"/> makes it.</summary>
    public required string Word { get; init; }

    /// <summary>The link; one that is gone leads to nothing.</summary>
    public required Guid LinkId { get; init; }
}

internal sealed class LinkWordTable : IEntityTypeConfiguration<StoredLinkWord>
{
    public void Configure(EntityTypeBuilder<StoredLinkWord> builder) => builder.HasKey(word => new { word.Word, word.LinkId });
}
