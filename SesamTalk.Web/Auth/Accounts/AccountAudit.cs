using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Web.Auth.Accounts;

/// <summary>Keeps in the audit what happens to accounts, and every try to come in.</summary>
public sealed class AccountAudit(IDbContextFactory<TalkDb> databases, Identifiers ids, TimeProvider clock)
{
    private const int LongestName = 200;

    public async Task AddAsync(string who, string act, string subject, string sentence, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        db.Audit.Add(new AuditEntry(ids.New(), clock.GetUtcNow(), Plain(who), act, subject, Plain(sentence)));
        await db.SaveChangesAsync(ct);
    }

    // What a stranger typed as a name is kept too: without line breaks, and not by the page.
    private static string Plain(string text) => new([.. text.Where(c => !char.IsControl(c)).Take(LongestName * 2)]);
}
