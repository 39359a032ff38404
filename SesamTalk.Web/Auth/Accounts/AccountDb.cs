using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace SesamTalk.Web.Auth.Accounts;

/// <summary>Who may sign in, by what, and the seals over the audit. In the engine's database, with a migration history of its own.</summary>
public abstract class AccountDb(DbContextOptions options) : IdentityUserContext<Account>(options)
{
    /// <summary>Where the migrations of these tables are remembered.</summary>
    public const string History = "__AccountMigrations";

    public DbSet<ApiToken> ApiTokens => Set<ApiToken>();

    public DbSet<AuditSeal> Seals => Set<AuditSeal>();

    /// <summary>Secrets of the installation itself, protected.</summary>
    public DbSet<KeptKey> Keys => Set<KeptKey>();

    protected override Version SchemaVersion => IdentitySchemaVersions.Version3;

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<DateTimeOffsetToBinaryTicks>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>();
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<Account>().ToTable("Accounts");
        builder.Entity<IdentityUserClaim<string>>().ToTable("AccountClaims");
        builder.Entity<IdentityUserLogin<string>>().ToTable("AccountLogins");
        builder.Entity<IdentityUserToken<string>>().ToTable("AccountTokens");
        builder.Entity<IdentityUserPasskey<string>>(passkey =>
        {
            passkey.ToTable("AccountPasskeys");
            passkey.HasKey(one => one.CredentialId);
            passkey.Property(one => one.CredentialId).HasMaxLength(1024);
            passkey.HasOne<Account>().WithMany().HasForeignKey(one => one.UserId).OnDelete(DeleteBehavior.Cascade).IsRequired();
            passkey.OwnsOne(one => one.Data).ToJson();
        });
        builder.Entity<ApiToken>(token =>
        {
            token.ToTable("ApiTokens");
            token.HasKey(one => one.Id);
            token.HasIndex(one => one.AccountId);
            token.HasOne<Account>().WithMany().HasForeignKey(one => one.AccountId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<AuditSeal>(seal =>
        {
            seal.ToTable("AuditSeals");
            seal.HasKey(one => one.Number);
            seal.Property(one => one.Number).ValueGeneratedNever();
            seal.HasIndex(one => one.EntryId).IsUnique();
        });
        builder.Entity<KeptKey>(key =>
        {
            key.ToTable("KeptKeys");
            key.HasKey(one => one.Name);
        });
    }

    /// <summary>Moments are kept as UTC ticks, as the engine keeps them.</summary>
    private sealed class DateTimeOffsetToBinaryTicks() : ValueConverter<DateTimeOffset, long>(at => at.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
}

/// <summary>Accounts in a SQLite file.</summary>
public sealed class SqliteAccountDb(DbContextOptions<SqliteAccountDb> options) : AccountDb(options);

/// <summary>Accounts in a PostgreSQL database.</summary>
public sealed class PostgresAccountDb(DbContextOptions<PostgresAccountDb> options) : AccountDb(options);
