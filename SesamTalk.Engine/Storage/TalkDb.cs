using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Checklists;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage.Tables;

namespace SesamTalk.Engine.Storage;

/// <summary>
/// All that SesamTalk remembers. Pages read from it; a run writes by <see cref="RunJournal"/> and reads by <see cref="SyncMemory"/>.
/// Moments are stored as UTC ticks and ids as text, so that both sort; enums by their names.
/// </summary>
public abstract class TalkDb(DbContextOptions options) : DbContext(options)
{
    /// <summary>The remembered matches.</summary>
    public DbSet<Link> Links => Set<Link>();

    /// <summary>What both sides of a link last agreed on, packed; read by <see cref="SyncMemory"/>.</summary>
    public DbSet<StoredBaseline> Baselines => Set<StoredBaseline>();

    /// <summary>Records without a partner.</summary>
    public DbSet<UnlinkedRecord> UnlinkedRecords => Set<UnlinkedRecord>();

    /// <summary>Conflicts, open and settled.</summary>
    public DbSet<OpenConflict> Conflicts => Set<OpenConflict>();

    /// <summary>What persons decided and no run has carried out yet.</summary>
    public DbSet<PersonDecision> Decisions => Set<PersonDecision>();

    /// <summary>What runs saw, decided and wrote, by link.</summary>
    public DbSet<HistoryEntry> History => Set<HistoryEntry>();

    /// <summary>The plans of dry runs, of runs that were held back, and of undoing.</summary>
    public DbSet<StoredPlan> Plans => Set<StoredPlan>();

    /// <summary>The runs.</summary>
    public DbSet<Run> Runs => Set<Run>();

    /// <summary>The journal: every write, intended and answered.</summary>
    public DbSet<WriteEntry> Writes => Set<WriteEntry>();

    /// <summary>The words that links are found by.</summary>
    public DbSet<StoredLinkWord> LinkWords => Set<StoredLinkWord>();

    /// <summary>How far each entity has been read.</summary>
    public DbSet<StoredCursor> Cursors => Set<StoredCursor>();

    /// <summary>Who works on what right now.</summary>
    public DbSet<StoredLease> Leases => Set<StoredLease>();

    /// <summary>The turns that processes gave themselves of the rates that they share.</summary>
    public DbSet<StoredRateShare> RateShares => Set<StoredRateShare>();

    /// <summary>The dataflows' current definitions.</summary>
    public DbSet<StoredDataflow> Dataflows => Set<StoredDataflow>();

    /// <summary>Every version that a definition has had.</summary>
    public DbSet<StoredDataflowVersion> DataflowVersions => Set<StoredDataflowVersion>();

    /// <summary>The connected systems.</summary>
    public DbSet<ConnectedSystem> Systems => Set<ConnectedSystem>();

    /// <summary>Who changed what in SesamTalk itself.</summary>
    public DbSet<AuditEntry> Audit => Set<AuditEntry>();

    /// <summary>The rounds of testing.</summary>
    public DbSet<Round> Rounds => Set<Round>();

    /// <summary>The lines of the rounds.</summary>
    public DbSet<RoundLine> RoundLines => Set<RoundLine>();

    /// <summary>Every result that was ever given.</summary>
    public DbSet<LineResult> LineResults => Set<LineResult>();

    /// <summary>What shows the results.</summary>
    public DbSet<Evidence> Evidence => Set<Evidence>();

    /// <summary>The records that the machine tests with.</summary>
    public DbSet<TestRecord> TestRecords => Set<TestRecord>();

    /// <summary>The installation's own settings.</summary>
    public DbSet<StoredSetting> Settings => Set<StoredSetting>();

    /// <inheritdoc/>
    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        LinkTable.FillSearch(ChangeTracker);
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    /// <inheritdoc/>
    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        LinkTable.FillSearch(ChangeTracker);
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<RecordId>().HaveConversion<RecordIdText>();
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();
        configurationBuilder.Properties<ValueMap>().HaveConversion<PackedValues>();
        configurationBuilder.Properties<Reason>().HaveConversion<StoredReason>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>();
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(TalkDb).Assembly);
}

/// <summary>The state in a SQLite file.</summary>
public sealed class SqliteTalkDb(DbContextOptions<SqliteTalkDb> options) : TalkDb(options);

/// <summary>The state in a PostgreSQL database.</summary>
public sealed class PostgresTalkDb(DbContextOptions<PostgresTalkDb> options) : TalkDb(options)
{
    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        // Beginnings of words are found as ranges, so words are compared letter by letter, in no language's order.
        modelBuilder.Entity<StoredLinkWord>().Property(word => word.Word).UseCollation("C");
    }
}
