using System.Text;
using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Components.Pages.Import;
using Shouldly;

namespace SesamTalk.Tests.Web.Pages.Import;

public sealed class ImportPageTests : PageTest
{
    public ImportPageTests()
    {
        static MemorySystem Of(string entity, SchemaProperty second) => new MemorySystem(TimeProvider.System).With(new EntityDescription(
            new Schema(entity, [new("id", PropertyType.Text) { IsKey = true }, new(entity == "Customer" ? "name" : "title", PropertyType.Text), second]), new EntityCapabilities { CanCreate = true, CanUpdate = true }));
        var (erp, crm) = (Of("Customer", new("amount", PropertyType.Integer)), Of("Account", new("sum", PropertyType.Text)));
        Services.AddSingleton(new ConnectorKind("memory", "Memory", system => new MemoryConnector(system.Id == "erp" ? erp : crm)));
    }

    private DataflowStore Store => Services.GetRequiredService<DataflowStore>();

    [Fact]
    public async Task A_pasted_document_is_read_compared_and_stored_in_four_steps()
    {
        var page = Read(InventedDocuments.Text("name title", "phone tel"));
        page.Markup.ShouldContain("From Fjord ERP to Harbour CRM.");
        page.Find("[aria-current=step]").TextContent.ShouldContain("What was understood");
        Press(page, "Compare");
        page.WaitForAssertion(() => page.Markup.ShouldContain("A new dataflow with 1 pair."));
        (await Store.AllAsync()).ShouldBeEmpty();
        page.Find(".button.primary").Click();
        page.WaitForAssertion(() => page.Markup.ShouldContain("is stored as version 1."));
        (await Store.AllAsync()).Single().Pairs.Single().Properties.Select(rule => rule.A).ShouldBe(["name", "phone"]);
    }

    [Fact]
    public async Task IM_3_Cancelling_at_any_step_stores_nothing()
    {
        var page = Read(InventedDocuments.Text("name title"));
        Press(page, "Cancel");
        page.Find("[aria-current=step]").TextContent.ShouldContain("Choose documents");
        Paste(page, InventedDocuments.Text("name title"));
        Press(page, "Compare");
        page.WaitForAssertion(() => page.Find("#import-note"));
        Press(page, "Cancel");
        page.WaitForAssertion(() => page.Find("#import-text"));
        (await Store.AllAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task IM_4_The_same_document_twice_has_no_differences()
    {
        await StoreAsync("name title");
        var page = Compare(InventedDocuments.Text("name title"));
        page.Markup.ShouldContain("No differences. Nothing to apply.");
        page.Find(".button.primary").HasAttribute("disabled").ShouldBeTrue();
    }

    [Fact]
    public async Task Lines_that_came_and_went_are_named_before_anything_is_stored()
    {
        await StoreAsync("name title", "phone tel");
        var page = Compare(InventedDocuments.Text("name title", "city town"));
        var changes = page.FindAll("tbody tr").Select(row => row.TextContent).ToArray();
        changes.ShouldContain(row => row.Contains("city", StringComparison.Ordinal));
        changes.ShouldContain(row => row.Contains("phone", StringComparison.Ordinal));
        page.Find(".button.primary").TextContent.ShouldBe($"Apply {changes.Length} changes");
    }

    [Fact]
    public async Task IM_5_A_line_with_another_name_is_asked_about_before_it_is_stored_and_is_kept_where_it_is_the_same()
    {
        await StoreAsync("name title", "phone tel");
        var page = Compare(InventedDocuments.Text("name title", "mobile tel"));
        page.Find("fieldset legend").TextContent.ShouldBe("Customer ↔ Account: the same line under another name?");
        page.Find(".button.primary").HasAttribute("disabled").ShouldBeTrue();
        page.Find("#import-unanswered").TextContent.ShouldBe("1 question above is to be answered first.");
        page.FindAll("fieldset input")[0].Change("on");
        page.Find(".button.primary").Click();
        page.WaitForAssertion(() => page.Markup.ShouldContain("is stored as version 2."));
        (await Store.AllAsync()).Single().Pairs.Single().Properties.Select(rule => (rule.Id, rule.A)).ShouldBe([("name~title", "name"), ("phone~tel", "mobile")]);
    }

    [Theory]
    [InlineData("en-GB", "amount in Fjord ERP", "“0042” becomes “42”")]
    [InlineData("nb-NO", "sum i Harbour CRM", "«0042» blir til «42»")]
    public async Task A_row_that_does_not_bring_every_value_back_is_warned_of_before_it_is_stored(string language, string place, string example)
    {
        Speak(language);
        await StoreAsync("name title");
        var stored = (await Store.AllAsync()).Single();
        await Store.SaveAsync(stored with { A = stored.A with { SystemId = "erp" }, B = stored.B with { SystemId = "crm" } }, "Test", "");
        foreach (var id in new[] { "erp", "crm" }) await Services.GetRequiredService<SystemStore>().SaveAsync(new ConnectedSystem { Id = id, Name = id, Connector = "memory" }, "Test");
        var page = Read(InventedDocuments.Text("name title", "amount sum"));
        page.Find(".button.primary").Click();
        page.WaitForAssertion(() => page.Find("#import-note"));
        page.Find(".note.warning").TextContent.ShouldContain(place);
        page.Find(".note.warning").TextContent.ShouldContain(example);
        page.Find(".note.warning").TextContent.ShouldContain("amount~sum");
    }

    [Fact]
    public async Task IM_8_The_version_before_can_be_restored()
    {
        await StoreAsync("name title");
        var page = Compare(InventedDocuments.Text("name title", "city town"));
        page.Find(".button.primary").Click();
        page.WaitForAssertion(() => page.Markup.ShouldContain("Restore version 1"));
        Press(page, "Restore version 1");
        page.WaitForAssertion(() => page.Markup.ShouldContain("is stored as version 3."));
        (await Store.AllAsync()).Single().Pairs.Single().Properties.Select(rule => rule.A).ShouldBe(["name"]);
    }

    [Fact]
    public async Task Somebody_who_was_faster_is_not_overwritten()
    {
        await StoreAsync("name title");
        var page = Compare(InventedDocuments.Text("name title", "city town"));
        var stored = (await Store.AllAsync()).Single();
        await Store.SaveAsync(stored with { Title = "Changed meanwhile" }, "Kari", "");
        page.Find(".button.primary").Click();
        page.WaitForAssertion(() => page.Find("[role=alert]").TextContent.ShouldContain("was changed by somebody else meanwhile"));
        (await Store.AllAsync()).Single().Version.ShouldBe(2);
    }

    [Theory]
    [InlineData("en-GB", "This is not a dataflow document")]
    [InlineData("nb-NO", "Dette er ikke et dataflytdokument")]
    public void What_is_no_document_is_said_so_and_cannot_be_applied(string language, string text)
    {
        Speak(language);
        var page = Read("Dear all,\n\nplease find attached.\n");
        page.Markup.ShouldContain(text);
        page.Find(".button.primary").HasAttribute("disabled").ShouldBeTrue();
    }

    [Fact]
    public void IM_6_Twenty_files_are_taken_and_one_more_is_refused_with_the_limit()
    {
        var page = Render<ImportPage>();
        var files = Enumerable.Range(1, 20).Select(number => InputFileContent.CreateFromText(InventedDocuments.Text($"p{number} q"), $"{number}.rst")).ToArray();
        page.FindComponent<InputFile>().UploadFiles([.. files, InputFileContent.CreateFromText("x", "21.rst")]);
        page.WaitForAssertion(() => page.Find("[role=alert]").TextContent.ShouldContain("at most 20"));
        page.FindComponent<InputFile>().UploadFiles(files);
        page.WaitForAssertion(() => page.FindAll("section h3").Count.ShouldBe(20));
    }

    [Theory]
    [InlineData("en-GB", "too-large.rst is larger than 20 MB")]
    [InlineData("nb-NO", "too-large.rst er større enn 20 MB")]
    public void IM_6_A_file_that_is_too_large_is_refused_before_it_is_read_and_the_next_one_is_taken(string language, string said)
    {
        Speak(language);
        var page = Render<ImportPage>();
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromBinary(new byte[(20 * 1024 * 1024) + 1], "too-large.rst"));
        page.WaitForAssertion(() => page.Find("[role=alert]").TextContent.ShouldContain(said));
        page.FindAll("section h3").ShouldBeEmpty();
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(InventedDocuments.Text("name title"), "fine.rst"));
        page.WaitForAssertion(() => page.FindAll("section h3").Count.ShouldBe(1));
        page.FindAll("[role=alert]").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("en-GB", "This is not a dataflow document")]
    [InlineData("nb-NO", "Dette er ikke et dataflytdokument")]
    public void Of_several_files_those_that_are_no_documents_say_so_and_the_others_go_on(string language, string said)
    {
        Speak(language);
        var page = Render<ImportPage>();
        byte[] picture = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0xFF, 0x00];
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromBinary(picture, "picture.rst"), InputFileContent.CreateFromText("", "empty.rst"), InputFileContent.CreateFromText(InventedDocuments.Text("name title"), "fine.rst"));
        page.WaitForAssertion(() => page.FindAll("section h3").Count.ShouldBe(3));
        page.FindAll(".note").Count(note => note.TextContent.Contains(said, StringComparison.Ordinal)).ShouldBe(2);
        page.Find(".button.primary").HasAttribute("disabled").ShouldBeFalse();
        page.Find(".button.primary").Click();
        page.WaitForAssertion(() => page.Find("#import-note"));
        page.FindAll("input[type=checkbox]").Count.ShouldBeLessThanOrEqualTo(1); // one dataflow, of the one document
    }

    [Fact]
    public async Task A_document_that_comes_again_keeps_what_was_edited_here()
    {
        await StoreAsync("name title");
        var stored = (await Store.AllAsync()).Single();
        var (pair, own) = (stored.Pairs[0], new PropertyRule { Id = "amount~sum", A = "amount", B = "sum", Origin = RuleOrigin.Added, Note = "asked for by Kari" });
        await Store.SaveAsync(stored with { Pairs = [pair with { Properties = [.. pair.Properties, own] }], Policy = ConflictPolicy.AWins }, "Kari", "An own line");
        var page = Compare(InventedDocuments.Text("name title", "city town"));
        page.Find(".button.primary").Click();
        page.WaitForAssertion(() => page.Markup.ShouldContain("is stored as version 3."));
        var after = (await Store.AllAsync()).Single();
        (after.Policy, string.Join(' ', after.Pairs[0].Properties.Select(rule => rule.A))).ShouldBe((ConflictPolicy.AWins, "name city amount"));
        after.Pairs[0].Properties[^1].Note.ShouldBe("asked for by Kari");
    }

    [Fact]
    public void IM_7_Hostile_content_is_shown_as_text_and_remarked_on()
    {
        var page = Read(InventedDocuments.Hostile);
        page.FindAll("script").ShouldBeEmpty();
        page.Markup.ShouldContain("&lt;script&gt;");
        page.FindAll(".note").ShouldContain(note => note.TextContent.Contains("Nothing was included or run", StringComparison.Ordinal));
    }

    [Fact]
    public void IM_2_A_remark_leads_to_its_line()
    {
        var page = Read(InventedDocuments.Hostile);
        var remark = page.FindAll(".note button").First(button => button.TextContent.StartsWith("Line ", StringComparison.Ordinal));
        remark.Click();
        JSInterop.VerifyInvoke("talk.focusLine").Arguments[1].ShouldBe(int.Parse(remark.TextContent[5..], System.Globalization.CultureInfo.InvariantCulture));
    }

    private async Task StoreAsync(params string[] lines)
    {
        var file = ImportFile.Of("first.rst", Encoding.UTF8.GetBytes(InventedDocuments.Text(lines)));
        await Store.SaveAsync(ImportPlan.Of([file], []).Single().After, "Test", "");
    }

    private IRenderedComponent<ImportPage> Compare(string document)
    {
        var page = Read(document);
        Press(page, "Compare");
        page.WaitForAssertion(() => page.Find("#import-note"));
        return page;
    }

    private IRenderedComponent<ImportPage> Read(string document)
    {
        var page = Render<ImportPage>();
        Paste(page, document);
        return page;
    }

    private static void Paste(IRenderedComponent<ImportPage> page, string document)
    {
        page.WaitForElement("#import-text").Change(document);
        page.Find("#import-text").ParentElement!.ParentElement!.QuerySelector("button")!.Click();
    }

    private static void Press(IRenderedComponent<ImportPage> page, string word) =>
        page.FindAll("button").First(button => button.TextContent.StartsWith(word, StringComparison.Ordinal)).Click();
}
