using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Checklists;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;
using SesamTalk.Tests.Web.Pages;
using SesamTalk.Tests.Web.Pages.Checklists;
using SesamTalk.Web.Auth;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Web.Api;

public sealed class EvidenceDownloadTests
{
    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whatever_is_in_it_a_browser_saves_it_and_runs_nothing_of_it_and_a_restart_loses_none()
    {
        await using var app = new WebApp();
        using var client = app.CreateClient();
        await new PageData(app.Services).DataflowsAsync();
        var round = await app.Services.RoundAsync();
        foreach (var (name, kind, content) in new[] { ("page.html", "text/html", Script()), ("drawing.svg", "image/svg+xml", Script()), ("skjærm.png", "image/png", Png) })
        {
            var piece = await AttachAsync(app.Services, round, name, kind, content);
            using var answer = await client.GetAsync(new Uri($"/checklists/{round}/evidence/{piece}", UriKind.Relative), Cancellation);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            answer.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
            answer.Content.Headers.ContentDisposition.FileNameStar.ShouldBe(name);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe(kind == "image/png" ? kind : "application/octet-stream");
            answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
            answer.Headers.GetValues("Content-Security-Policy").Single().ShouldBe(BroughtFile.Policy);
            answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
            (await answer.Content.ReadAsByteArrayAsync(Cancellation)).ShouldBe(content);
        }

        // Another process on the same data folder.
        var pieces = await new RoundStore(app.Services.GetRequiredService<Microsoft.EntityFrameworkCore.IDbContextFactory<TalkDb>>(), new RoundFeed(), TimeProvider.System, app.Services.GetRequiredService<Identifiers>()).EvidenceAsync(round, null, Cancellation);
        pieces.Select(piece => piece.Name).ShouldBe(["page.html", "drawing.svg", "skjærm.png"]);
        (await client.GetAsync(new Uri($"/checklists/{Guid.NewGuid()}/evidence/{pieces[0].Id}", UriKind.Relative), Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task RP_2_A_report_and_its_files_ask_a_stranger_to_sign_in()
    {
        await using var app = new WebApp(asksSignIn: true);
        using var client = app.CreateClient(new() { AllowAutoRedirect = false });
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        await new PageData(app.Services).DataflowsAsync();
        var round = await app.Services.RoundAsync();
        var piece = await AttachAsync(app.Services, round, "a.png", "image/png", Png);
        foreach (var address in new[] { $"/checklists/{round}/report", $"/checklists/{round}/report/csv", $"/checklists/{round}/report/rst", $"/checklists/{round}/report/json", $"/checklists/{round}/evidence/{piece}" })
        {
            using var answer = await client.GetAsync(new Uri(address, UriKind.Relative), Cancellation);
            answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, address);
            answer.Headers.Location!.OriginalString.ShouldContain("/sign-in?back=" + Uri.EscapeDataString(address));
            (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldNotContain("Release 7");
        }
    }

    private static byte[] Script() => Encoding.UTF8.GetBytes("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>");

    private static async Task<Guid> AttachAsync(IServiceProvider services, Guid round, string name, string kind, byte[] content)
    {
        var line = (await services.StateAsync(round)).Lines[0].Line.Id;
        var piece = new Evidence { Id = Guid.CreateVersion7(), RoundId = round, LineId = line, Name = name, MediaType = kind, Content = content, By = "Kari", At = TimeProvider.System.GetUtcNow() };
        (await services.GetRequiredService<RoundStore>().AttachAsync(piece, Cancellation)).ShouldBeTrue();
        return piece.Id;
    }
}
