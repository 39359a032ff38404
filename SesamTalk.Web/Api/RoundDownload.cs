using System.Globalization;
using System.IO.Compression;
using SesamTalk.Engine.Checklists.Verify;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Auth;

namespace SesamTalk.Web.Api;

/// <summary>A round's results as a file in the reader's language; several documents come together in one archive.</summary>
internal static class RoundDownload
{
    private static readonly Dictionary<string, string> Types = new() { ["csv"] = "text/csv; charset=utf-8", ["json"] = "application/json", ["rst"] = "text/x-rst; charset=utf-8" };

    public static void MapRoundDownload(this IEndpointRouteBuilder routes) => routes.MapGet(TalkUrls.RoundDownloadRoute, GiveAsync).Needs(Act.Download).ExcludeFromDescription();

    public static async Task<IResult> GiveAsync(Guid id, string format, RoundVerbs verbs, DataflowStore dataflows, CancellationToken ct)
    {
        if (!Types.TryGetValue(format, out var type) || await verbs.StandingAsync(id, ct) is not { } state) return Results.NotFound();
        var files = await RoundFiles.OfAsync(dataflows, state, format, CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, ct);
        return files switch
        {
            [] => Results.NotFound(),
            [var only] => Results.File(only.Content, type, only.Name),
            _ => Results.File(Packed(files), "application/zip", $"round-{id:N}"[..18] + ".zip"),
        };
    }

    private static byte[] Packed(IEnumerable<RoundFile> files)
    {
        using var packed = new MemoryStream();
        using (var archive = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var file in files)
            {
                using var entry = archive.CreateEntry(file.Name).Open();
                entry.Write(file.Content);
            }
        }

        return packed.ToArray();
    }
}
