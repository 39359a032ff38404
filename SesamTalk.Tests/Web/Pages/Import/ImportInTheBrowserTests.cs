using System.Text;
using Microsoft.Playwright;
using Shouldly;
using static Microsoft.Playwright.Assertions;

namespace SesamTalk.Tests.Web.Pages.Import;

[Collection(BrowserTests.Name)]
public sealed class ImportInTheBrowserTests(BrowserSession browser, EmptySite site) : IClassFixture<EmptySite>
{
    private readonly WebApp _app = site.App;

    [Fact]
    public async Task IM_1_A_document_is_brought_in_by_its_four_steps_with_keys_alone_each_accessible()
    {
        await using var visitor = await browser.VisitAsync(_app);
        var (page, keys) = (visitor.Page, visitor.Page.Keyboard);
        await visitor.GoAsync("/import");
        await visitor.TabToAsync("Choose files");
        // Wherever in the field a file is dropped, the browser's own control takes it.
        (await page.EvaluateAsync<int>("""
            () => {
              const field = document.querySelector('.drop'), box = field.getBoundingClientRect();
              return [0.1, 0.5, 0.9].filter(share => document.elementFromPoint(box.x + box.width * share, box.y + box.height * share)?.id === 'import-files').length;
            }
            """)).ShouldBe(3);
        await visitor.TabToAsync("Or paste");
        await keys.InsertTextAsync(InventedDocuments.Text("name title", "phone tel"));
        await visitor.TabToAsync("Read the text");
        await keys.PressAsync("Enter");
        await Expect(page.Locator("#step-title")).ToHaveTextAsync("What was understood");
        await Expect(page.Locator("#step-title")).ToBeFocusedAsync();
        await visitor.AxeShouldBeCleanAsync();
        await visitor.ScreenshotAsync("import-read");
        await visitor.TabToAsync("Compare");
        await keys.PressAsync("Enter");
        await Expect(page.Locator("#step-title")).ToHaveTextAsync("What would change");
        await Expect(page.Locator("#step-title")).ToBeFocusedAsync();
        await visitor.AxeShouldBeCleanAsync();
        await visitor.ScreenshotAsync("import-compare");
        await visitor.TabToAsync("change");
        await keys.PressAsync("Enter");
        await Expect(page.Locator("main li.card")).ToContainTextAsync("is stored as version 1.");
        await visitor.AxeShouldBeCleanAsync();
        await visitor.TabToAsync("Fjord ERP");
        await keys.PressAsync("Enter");
        await Expect(page.Locator("h1")).ToHaveTextAsync("Fjord ERP ↔ Harbour CRM");
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
        await UploadAsync(visitor, "large.rst", InventedDocuments.Large(5_000_000));
        (await visitor.Page.Locator(".line").CountAsync()).ShouldBeLessThan(200);
        await visitor.Page.Locator("section li button").Nth(150).ClickAsync();
        await Expect(visitor.Page.Locator(".line:focus")).ToContainTextAsync("Customer151 to");
        visitor.ShouldBeUntroubled();
    }

    private static async Task UploadAsync(Visitor visitor, string name, string text)
    {
        await visitor.Page.Locator("#import-files").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "text/plain", Buffer = Encoding.UTF8.GetBytes(text) });
        await Expect(visitor.Page.Locator("#step-title")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("understood|forstått"));
    }
}
