using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Auth;

namespace SesamTalk.Web.Api;

/// <summary>The links that fit a filter as a file for a spreadsheet; however many there are, one at a time is held.</summary>
internal static class LinkDownload
{
    private static readonly string[] Heads = ["dataflow", "pair", "record A", "id A", "record B", "id B", "state", "because", "linked", "linked at", "changed at"];

    public static void MapLinkDownload(this IEndpointRouteBuilder routes) => routes.MapGet(TalkUrls.LinkDownloadRoute, WriteAsync).Needs(Act.Download).ExcludeFromDescription();

    private static async Task WriteAsync(string? q, string? dataflow, string? pair, string? state, string? age, HttpContext http, IDbContextFactory<TalkDb> databases, TimeProvider clock, CancellationToken ct)
    {
        var sees = Personal.For(Person.Of(http.User)?.Role ?? Role.Nobody);
        await using var db = await databases.CreateDbContextAsync(ct);
        var (links, _) = await new LinkFilter(q, dataflow, pair, state, age) { IsExact = sees.IsHidden }.FittingAsync(db, clock.GetUtcNow(), ct);
        await using var file = await CsvFile.BeginAsync(http, "links.csv", Heads);
        await foreach (var link in links.AsAsyncEnumerable().WithCancellation(ct)) await file.AddAsync(Cells(link, sees));
    }

    private static string[] Cells(Link link, Personal sees) =>
    [
        link.DataflowId, link.PairId, sees.Label(link.LabelA), link.A.Text, sees.Label(link.LabelB), link.B.Text, link.State.ToString(), sees.Said(link.Reason, CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, link.LabelA, link.LabelB),
        link.Origin.ToString(), Moment(link.LinkedAt), Moment(link.ChangedAt),
    ];

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
