using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Storage;
using Shouldly;

namespace SesamTalk.Tests.Conformance;

/// <summary>What was done stays written, whoever asks the database by whatever way.</summary>
public abstract partial class StorageConformance
{
    [Fact]
    public async Task The_audit_is_only_added_to_also_by_hand()
    {
        await Get<AuditLog>().AddAsync("Kari", "user.role", "user/ola", "Kari gave Ola a role.", CancellationToken.None);
        await using var db = await Databases.CreateDbContextAsync(TestContext.Current.CancellationToken);
        var isSqlite = db.Database.IsSqlite();
        string[] attempts =
        [
            """UPDATE "Audit" SET "Who" = 'Ola'""",
            """DELETE FROM "Audit" """,
            isSqlite ? """INSERT OR REPLACE INTO "Audit" SELECT * FROM "Audit" """ : """TRUNCATE "Audit" """,
            isSqlite ? """UPDATE OR REPLACE "Audit" SET "Who" = 'Ola'""" : """INSERT INTO "Audit" SELECT * FROM "Audit" ON CONFLICT ("Id") DO UPDATE SET "Who" = 'Ola'""",
        ];
        foreach (var attempt in attempts)
            (await Should.ThrowAsync<System.Data.Common.DbException>(() => db.Database.ExecuteSqlRawAsync(attempt), attempt)).Message.ShouldContain("The audit is only added to.");
        (await db.Audit.AsNoTracking().Select(entry => entry.Who).ToListAsync(TestContext.Current.CancellationToken)).ShouldBe(["Kari"]);
        await Get<AuditLog>().AddAsync("Ola", "user.role", "user/kari", "Ola gave Kari a role.", CancellationToken.None);
        (await db.Audit.CountAsync(TestContext.Current.CancellationToken)).ShouldBe(2);
    }
}
