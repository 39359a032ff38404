using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Auth;

namespace SesamTalk.Web.Api;

/// <summary>The audit as a file for a spreadsheet: streamed, oldest first, and with nothing in it that a spreadsheet would run.</summary>
internal static class AuditFile
{
    public static void MapAuditFile(this IEndpointRouteBuilder routes) => routes.MapGet(TalkUrls.AuditFileRoute, WriteAsync).Needs(Act.SeeAudit).ExcludeFromDescription();

    private static async Task WriteAsync(HttpContext http, IDbContextFactory<TalkDb> databases, string? who, string? action, string? @object, DateTimeOffset? from, DateTimeOffset? to, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var all = db.Audit.AsNoTracking();
        if (!string.IsNullOrEmpty(who)) all = all.Where(entry => entry.Who == who);
        if (!string.IsNullOrEmpty(action)) all = all.Where(entry => entry.Act == action || entry.Act.StartsWith(action + "."));
        if (!string.IsNullOrEmpty(@object)) all = all.Where(entry => entry.Subject == @object || entry.Subject.StartsWith(@object + "/"));
        if (from is { } since) all = all.Where(entry => entry.At >= since);
        if (to is { } until) all = all.Where(entry => entry.At < until);
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = "attachment; filename=audit.csv";
        await using var file = new StreamWriter(http.Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await file.WriteAsync(SafeCsv.Line(["at", "who", "act", "subject", "sentence", "changes"]));
        await foreach (var entry in all.OrderBy(entry => entry.At).ThenBy(entry => entry.Id).AsAsyncEnumerable().WithCancellation(ct))
            await file.WriteAsync(SafeCsv.Line([entry.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture), entry.Who, entry.Act, entry.Subject, entry.Sentence, string.Join("; ", entry.Changes.Select(change => $"{change.What}: {change.Before ?? "–"} → {change.After ?? "–"}"))]));
    }
}
