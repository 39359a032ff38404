using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using SesamTalk.Engine.Checklists;
using SesamTalk.Engine.Checklists.Planted;
using SesamTalk.Engine.Checklists.Reports;
using SesamTalk.Engine.Checklists.Verify;
using SesamTalk.Engine.Documents;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;
using Shouldly;
using static Microsoft.Playwright.Assertions;

namespace SesamTalk.Tests.Web.Pages.Checklists;

/// <summary>Rounds as testers work with them in Chromium, over the real engine.</summary>
[Collection(BrowserTests.Name)]
public sealed partial class RoundsInTheBrowserTests(BrowserSession browser, TrialSite site) : IClassFixture<TrialSite>
{
    private const string Title = "trial/leads/title~title/ab/update", Worth = "trial/leads/worth~worth/ab/update";

    // One dot.
    private const string Png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private const string Paste = """
        dot => {
          const data = new DataTransfer();
          data.items.add(new File([Uint8Array.from(atob(dot), one => one.charCodeAt(0))], 'skjerm.png', { type: 'image/png' }));
          document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
        }
        """;

    [Fact]
    public async Task CK_1_CK_3_CK_9_A_round_made_in_the_form_has_every_line_and_two_testers_see_each_other()
    {
        var lines = await site.App.Services.GetRequiredService<RoundVerbs>().LinesAsync(TrialFlow.Id, TestContext.Current.CancellationToken);
        await using var kari = await browser.VisitAsync(site.App);
        var page = kari.Page;
        await kari.GoAsync("/checklists");
        await page.Locator("#round-name").FillAsync("Release 7");
        await page.Locator($"input[name=round-dataflow][value={TrialFlow.Id}]").CheckAsync();
        await Expect(page.Locator("[data-estimate]")).ToContainTextAsync($"will have {lines.Length} lines");
        await kari.AxeShouldBeCleanAsync();
        await page.Locator("form button[type=submit]").ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Release 7");
        await Expect(page.Locator("main")).ToContainTextAsync($"0 of {lines.Length} lines done");
        var round = Guid.Parse(page.Url.Split('/')[^1]);

        await using var ola = await browser.VisitAsync(site.App);
        await ola.GoAsync($"/checklists/{round}?pair=leads");
        await kari.GoAsync($"/checklists/{round}?pair=leads");
        await page.Locator("[data-row]").First.FocusAsync();
        await page.Keyboard.PressAsync("2");
        await Expect(ola.Page.Locator("tr[data-line] [aria-pressed=true]")).ToHaveTextAsync(["Fail"]);
        await ola.Page.Locator("tbody button", new() { HasTextString = "Pass " }).Filter(new() { HasTextString = "open" }).ClickAsync();
        await ola.Page.Locator("dialog[open] .primary").ClickAsync();
        var leads = lines.Count(line => line.PairId == "leads");
        await Expect(page.Locator("tr[data-line] [aria-pressed=true]")).ToHaveCountAsync(leads);
        var state = await site.App.Services.StateAsync(round);
        (state.Totals.Lines, state.Totals.Pass, state.Totals.Fail, state.Totals.NotTested).ShouldBe((lines.Length, leads - 1, 1, lines.Length - leads));
        state.Lines.Where(line => line.Line.PairId != "leads").ShouldAllBe(line => line.Result == null);
        kari.ShouldBeUntroubled();
        ola.ShouldBeUntroubled();
    }

    [Fact]
    public async Task CK_4_The_machine_passes_a_sound_line_and_fails_a_broken_one_with_both_values()
    {
        var round = await site.MakeAsync("Verified");
        await using var visitor = await browser.VisitAsync(site.App);
        var page = visitor.Page;
        await visitor.GoAsync($"/checklists/{round}?pair=leads");
        await Row(page, Title).Locator("[data-row]").FocusAsync();
        await page.Keyboard.PressAsync("l");
        await Expect(Row(page, Title.Replace("/ab/", "/ba/", StringComparison.Ordinal)).Locator("[data-row]")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("h");
        await Expect(Row(page, Title).Locator("[data-row]")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("v");
        await Expect(Row(page, Title)).ToContainTextAsync("(machine)");
        await Expect(Row(page, Title).Locator("[aria-pressed=true]")).ToHaveTextAsync("Pass");
        site.B.Rewrites = (entity, record) => entity == "Deals" && record["worth"] is decimal worth ? record.With([KeyValuePair.Create("worth", (object?)decimal.Truncate(worth / 10))]) : record;
        try
        {
            await Row(page, Worth).Locator("[data-row]").FocusAsync();
            await page.Keyboard.PressAsync("v");
            await Expect(Row(page, Worth)).ToContainTextAsync("was expected");
        }
        finally
        {
            site.B.Rewrites = null;
        }

        await Row(page, Worth).Locator("[data-row]").FocusAsync();
        await page.Keyboard.PressAsync("n");
        await Expect(page.Locator("#line-note")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("=1+1");
        await page.Locator("aside form:has(#line-note) button").ClickAsync();
        await Expect(Row(page, Worth)).ToContainTextAsync("=1+1");
        await page.Locator("aside details.evidence summary").ClickAsync();
        await Expect(page.Locator("aside details.evidence table")).ToBeVisibleAsync();
        await CleanAsync(visitor);

        await SignedAsync(visitor, round);
    }

    [Fact]
    public async Task CK_5_RP_3_A_pasted_picture_is_stored_shown_and_printed_on_A4_pages_and_other_files_are_refused()
    {
        var round = await site.MakeAsync("With a picture");
        await using var visitor = await browser.VisitAsync(site.App);
        var page = visitor.Page;
        await visitor.GoAsync($"/checklists/{round}?pair=leads");
        await Row(page, Title).Locator("[data-row]").FocusAsync();
        await page.Keyboard.PressAsync("2");
        await Expect(Row(page, Title).Locator("[aria-pressed=true]")).ToHaveTextAsync("Fail");
        await Row(page, Title).Locator("[data-row]").FocusAsync();
        await page.EvaluateAsync(Paste, Png);
        await DrawnAsync(page, "aside img.evidence");
        await page.Locator("#line-file").SetInputFilesAsync(new FilePayload { Name = "tool.exe", MimeType = "image/png", Buffer = [1, 2, 3] });
        await Expect(page.Locator("aside [role=alert]")).ToContainTextAsync("files of its kind are not taken");
        await CleanAsync(visitor);
        (await site.App.Services.GetRequiredService<RoundStore>().EvidenceAsync(round, null, TestContext.Current.CancellationToken)).Single().Name.ShouldBe("skjerm.png");

        await visitor.GoAsync($"/checklists/{round}/report");
        await DrawnAsync(page, "main img.evidence");
        await CleanAsync(visitor);
        var pdf = Encoding.Latin1.GetString(await page.PdfAsync(new() { PreferCSSPageSize = true, Tagged = true, PrintBackground = true }));
        PaperSize().Matches(pdf).Select(size => (Points(size.Groups[1]), Points(size.Groups[2]))).Distinct().ShouldBe([(595, 842)], "RP-3: pages are A4");
        foreach (var part in new[] { "/Subtype /Image", "/StructTreeRoot", "/Lang (en" }) pdf.ShouldContain(part);
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await Expect(page.Locator(".on-every-page")).ToBeVisibleAsync();
        (await page.Locator(".on-every-page").EvaluateAsync<string>("one => getComputedStyle(one).position")).ShouldBe("fixed");
        visitor.ShouldBeUntroubled();
    }

    // CK-6, CK-7, CK-10, CK-11, CK-12 and RP-1 of one round that has everything in it.
    private async Task SignedAsync(Visitor visitor, Guid round)
    {
        var page = visitor.Page;
        await visitor.GoAsync($"/checklists/{round}");
        await page.Locator("button", new() { HasTextString = "Sign off" }).ClickAsync();
        await Expect(page.Locator("dialog[open] li")).ToContainTextAsync("Worth ↔ worth");
        await page.Locator("#sign-statement").FillAsync("As it is");
        await page.Locator("dialog[open] .primary").ClickAsync();
        var state = await SignedAsync(page, round);
        await Expect(page.Locator("main")).ToContainTextAsync(state.Round.Hash!);
        await Expect(page.Locator("[data-key=v]")).ToHaveCountAsync(0);

        await visitor.GoAsync($"/checklists/{round}/report");
        foreach (var (word, count) in ReportWords.Totals(state.Totals, "en"))
            await Expect(page.Locator($"[data-totals] dt:text-is('{word}') + dd")).ToHaveTextAsync(count.ToString("N0", CultureInfo.GetCultureInfo("en-GB")));
        var csv = await DownloadAsync(page, "csv");
        csv.ShouldStartWith("\uFEFF");
        csv.ShouldContain("\"'=1+1\"");
        csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(state.Totals.Lines + 1);
        using var json = JsonDocument.Parse(await DownloadAsync(page, "json"));
        json.RootElement.GetProperty("totals").GetProperty("fail").GetInt32().ShouldBe(state.Totals.Fail);
        var rst = await DownloadAsync(page, "rst");
        foreach (var (word, count) in ReportWords.Totals(state.Totals, "en")) rst.ShouldContain($"   {word}: {count}");
        var tested = (await site.App.Services.GetRequiredService<DataflowStore>().FindAsync(TrialFlow.Id, TestContext.Current.CancellationToken))!;
        RstWriter.Write(RstReader.Read("trial.rst", rst).Document!).ShouldBe(RstWriter.Write(RstReader.Read("trial.rst", RoundRst.Source(tested, Side.A)).Document!));

        await using var reader = await browser.VisitAsync(site.App, new("nb-NO", "dark", Visit.Narrow));
        await reader.GoAsync($"/checklists/{round}/report");
        await Expect(reader.Page.Locator("main")).ToContainTextAsync($"Ikke klar: {state.Totals.Fail} av");
        (await reader.Page.Locator("main").InnerTextAsync()).ShouldNotContain("Not tested");
        await reader.AxeShouldBeCleanAsync();
        visitor.ShouldBeUntroubled();
        reader.ShouldBeUntroubled();
    }

    private async Task<RoundState> SignedAsync(IPage page, Guid round)
    {
        await Expect(page.Locator("main")).ToContainTextAsync("As it is");
        return await site.App.Services.StateAsync(round);
    }

    // From its top: what the bar covers half by chance is no fault of the page.
    private static async Task CleanAsync(Visitor visitor)
    {
        await visitor.Page.EvaluateAsync("scrollTo(0, 0)");
        await visitor.AxeShouldBeCleanAsync();
    }

    private static ILocator Row(IPage page, string line) => page.Locator($"tr[data-line='{line}']");

    private static async Task DrawnAsync(IPage page, string picture)
    {
        await Expect(page.Locator(picture)).ToBeVisibleAsync();
        await page.WaitForFunctionAsync("one => document.querySelector(one)?.naturalWidth > 0", picture);
    }

    private static async Task<string> DownloadAsync(IPage page, string format)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator($"a[download][href$='/report/{format}']").ClickAsync());
        await using var content = await download.CreateReadStreamAsync();
        using var kept = new MemoryStream();
        await content.CopyToAsync(kept);
        return Encoding.UTF8.GetString(kept.ToArray());
    }

    private static double Points(Group size) => Math.Round(double.Parse(size.Value, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)")]
    private static partial Regex PaperSize();
}
