using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SesamTalk.Engine.Checklists;

namespace SesamTalk.Engine.Storage.Tables;

internal sealed class RoundTable : IEntityTypeConfiguration<Round>
{
    public void Configure(EntityTypeBuilder<Round> builder)
    {
        builder.ToTable("Rounds");
        builder.HasKey(round => round.Id);
        builder.Property(round => round.Dataflows).HasConversion(new TextListJson(), new SameTextList());
        builder.Ignore(round => round.IsLocked);
    }
}

internal sealed class RoundLineTable : IEntityTypeConfiguration<RoundLine>
{
    public void Configure(EntityTypeBuilder<RoundLine> builder)
    {
        builder.ToTable("RoundLines");
        builder.HasKey(line => new { line.RoundId, line.Id });
        builder.HasIndex(line => new { line.RoundId, line.Ordinal }).IsUnique();
        builder.HasOne<Round>().WithMany().HasForeignKey(line => line.RoundId);
    }
}

internal sealed class LineResultTable : IEntityTypeConfiguration<LineResult>
{
    public void Configure(EntityTypeBuilder<LineResult> builder)
    {
        builder.ToTable("LineResults");
        builder.HasKey(result => result.Number);
        builder.Property(result => result.Number).ValueGeneratedOnAdd();
        builder.HasIndex(result => new { result.RoundId, result.LineId });
        builder.HasOne<RoundLine>().WithMany().HasForeignKey(result => new { result.RoundId, result.LineId });
    }
}

internal sealed class EvidenceTable : IEntityTypeConfiguration<Evidence>
{
    public void Configure(EntityTypeBuilder<Evidence> builder)
    {
        builder.ToTable("Evidence");
        builder.HasKey(piece => piece.Id);
        builder.HasIndex(piece => new { piece.RoundId, piece.LineId });
        builder.HasOne<RoundLine>().WithMany().HasForeignKey(piece => new { piece.RoundId, piece.LineId });
    }
}

internal sealed class TestRecordTable : IEntityTypeConfiguration<TestRecord>
{
    public void Configure(EntityTypeBuilder<TestRecord> builder)
    {
        builder.ToTable("TestRecords");
        builder.HasKey(record => record.Id);
        builder.HasIndex(record => record.State);
        builder.HasIndex(record => record.ProofId);
    }
}
