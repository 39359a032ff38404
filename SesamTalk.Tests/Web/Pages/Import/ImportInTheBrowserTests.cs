using System.Diagnostics;
using System.Text;
using Microsoft.Playwright;
using Shouldly;
using static Microsoft.Playwright.Assertions;

namespace SesamTalk.Tests.Web.Pages.Import;

[Collection(BrowserTests.Name)]
public sealed class ImportInTheBrowserTests(BrowserSession browser) : IAsyncDisposable
{
    private readonly WebApp _app = WebApp.OnKestrel();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_document_is_brought_in_by_its_four_steps_each_accessible()
    {
        await using var visitor = await browser.VisitAsync(_app);
        await visitor.GoAsync("/import");
        await UploadAsync(visitor, "fjord.rst", InventedDocuments.Text("name title", "phone tel"));
        await Expect(visitor.Page.Locator("#step-title")).ToBeFocusedAsync();
        await visitor.AxeShouldBeCleanAsync();
        await visitor.ScreenshotAsync("import-read");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Compare" }).ClickAsync();
        await Expect(visitor.Page.Locator("#step-title")).ToHaveTextAsync("What would change");
        await visitor.AxeShouldBeCleanAsync();
        await visitor.ScreenshotAsync("import-compare");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
        await Expect(visitor.Page.Locator("main li.card")).ToContainTextAsync("is stored as version 1.");
        await visitor.AxeShouldBeCleanAsync();
        await visitor.Page.Locator("main li.card a").ClickAsync();
        await Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("Fjord ERP ↔ Harbour CRM");
        visitor.ShouldBeUntroubled();
    }

    [Fact]
    public async Task IM_2_A_remark_and_its_line_lead_to_each_other()
    {
        await using var visitor = await browser.VisitAsync(_app, new("nb-NO", "dark"));
        await visitor.GoAsync("/import");
        await UploadAsync(visitor, "hostile.rst", InventedDocuments.Hostile);
        await visitor.AxeShouldBeCleanAsync();
        await visitor.ScreenshotAsync("import-remarks-nb-dark");
        var remark = visitor.Page.Locator(".note button").First;
        var number = (await remark.InnerTextAsync()).Split(' ')[1];
        await remark.ClickAsync();
        await Expect(visitor.Page.Locator($"#file-0-{number}")).ToBeFocusedAsync();
        await visitor.Page.Locator($"#file-0-{number} button").ClickAsync();
        await Expect(visitor.Page.Locator("#file-0-note-0")).ToBeFocusedAsync();
        (await visitor.Page.TitleAsync()).ShouldNotBe("run");
        visitor.ShouldBeUntroubled();
    }

    [Fact]
    public async Task IM_6_Five_megabytes_are_read_and_any_line_of_them_can_be_reached()
    {
        await using var visitor = await browser.VisitAsync(_app);
        await visitor.GoAsync("/import");
        var clock = Stopwatch.StartNew();
        await UploadAsync(visitor, "large.rst", InventedDocuments.Large(5_000_000));
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(60));
        (await visitor.Page.Locator(".line").CountAsync()).ShouldBeLessThan(200);
        await visitor.Page.Locator("section li button").Nth(150).ClickAsync();
        await Expect(visitor.Page.Locator(".line:focus")).ToContainTextAsync("Customer151 to");
        visitor.ShouldBeUntroubled();
    }

    private static async Task UploadAsync(Visitor visitor, string name, string text)
    {
        await visitor.Page.Locator("#import-files").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "text/plain", Buffer = Encoding.UTF8.GetBytes(text) });
        await Expect(visitor.Page.Locator("#step-title")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("understood|forstått"), new() { Timeout = 30_000 });
    }
}
