using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Engine.Storage;

/// <summary>Adds to the audit what is not stored together with what it speaks of: acts on accounts, tries to come in, words to systems. Nothing is ever taken out of it.</summary>
public sealed class AuditLog(IDbContextFactory<TalkDb> databases, Identifiers ids, TimeProvider clock)
{
    private const int Longest = 400;

    /// <summary>Adds one entry. Texts are cut and lose line breaks: what a stranger typed may be among them.</summary>
    public async Task AddAsync(string who, string act, string subject, string sentence, CancellationToken ct, ImmutableArray<AuditChange> changes = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        db.Audit.Add(new AuditEntry(ids.New(), clock.GetUtcNow(), Plain(who), act, subject, Plain(sentence)) { Changes = changes.IsDefault ? [] : changes });
        await db.SaveChangesAsync(ct);
    }

    private static string Plain(string text) => new([.. text.Where(c => !char.IsControl(c)).Take(Longest)]);
}
