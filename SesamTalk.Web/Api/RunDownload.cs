using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Auth;

namespace SesamTalk.Web.Api;

/// <summary>The writes of a run as a file for a spreadsheet.</summary>
internal static class RunDownload
{
    private static readonly string[] Heads = ["intended", "answered", "side", "act", "record", "target", "state", "message", "because"];

    public static void MapRunDownload(this IEndpointRouteBuilder routes) => routes.MapGet(TalkUrls.RunDownloadRoute, WriteAsync).Needs(Act.Download).ExcludeFromDescription();

    private static async Task WriteAsync(Guid id, HttpContext http, IDbContextFactory<TalkDb> databases, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        if (!await db.Runs.AnyAsync(run => run.Id == id, ct))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var sees = Personal.For(Person.Of(http.User)?.Role ?? Role.Nobody);
        await using var file = await CsvFile.BeginAsync(http, $"run-{id:N}.csv", Heads);
        await foreach (var write in db.Writes.AsNoTracking().Where(write => write.RunId == id).OrderBy(write => write.Id).AsAsyncEnumerable().WithCancellation(ct))
            await file.AddAsync(Cells(write, sees));
    }

    private static string[] Cells(WriteEntry write, Personal sees) =>
    [
        Moment(write.IntendedAt), write.AnsweredAt is { } answered ? Moment(answered) : "", write.Side.ToString(), write.Act.ToString(), sees.Label(write.Label),
        write.Target?.Text ?? "", write.State.ToString(), sees.Said(write, "en"), sees.Said(write.Because, "en", write.Label),
    ];

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
