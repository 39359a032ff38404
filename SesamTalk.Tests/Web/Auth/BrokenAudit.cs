using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Tests.Web.Auth;

/// <summary>What somebody does first who changes the audit by hand, past SesamTalk.</summary>
internal static class BrokenAudit
{
    /// <summary>Takes away what keeps the entries from being changed.</summary>
    public static Task OpenAuditAsync(this TalkDb db) => db.Database.ExecuteSqlRawAsync(db is PostgresTalkDb
        ? """DROP TRIGGER "AuditIsKept" ON "Audit"; DROP TRIGGER "AuditIsNotEmptied" ON "Audit";"""
        : """DROP TRIGGER "AuditIsNotChanged"; DROP TRIGGER "AuditIsNotErased"; DROP TRIGGER "AuditIsNotReplaced";""");
}
