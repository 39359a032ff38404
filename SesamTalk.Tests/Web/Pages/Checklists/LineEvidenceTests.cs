using Bunit;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Checklists;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Pages.Checklists;
using Shouldly;

namespace SesamTalk.Tests.Web.Pages.Checklists;

public sealed class LineEvidenceTests : TrialRoundTest
{
    private const string Name = "trial/customers/name~label/ab/update";

    private static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    [Fact]
    public async Task A_picture_is_kept_at_once_shown_and_described()
    {
        var page = OpenLine();
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromBinary(Png, "C:\\skjerm.png", null, "text/html"));
        page.WaitForElement("aside img.evidence");
        var piece = (await PiecesAsync()).Single();
        (piece.Name, piece.MediaType, piece.Content.Length).ShouldBe(("skjerm.png", "image/png", Png.Length));
        page.Find("aside img.evidence").GetAttribute("src").ShouldBe($"/checklists/{Round}/evidence/{piece.Id}");
        page.Find("aside details.evidence input").Change("The customer in the ledger");
        page.WaitForAssertion(() => page.Find("aside img.evidence").GetAttribute("alt").ShouldBe("The customer in the ledger"));
        (await PiecesAsync()).Single().Alt.ShouldBe("The customer in the ledger");
        Row(page, Name).TextContent.ShouldContain("1 piece of evidence");
    }

    [Theory]
    [InlineData("virus.exe", 10, "files of its kind are not taken")]
    [InlineData("empty.txt", 0, "is empty")]
    [InlineData("fake.png", 10, "is called a picture and is none")]
    [InlineData("large.txt", EvidenceRules.LargestPiece + 1, "larger than 5 MB")]
    public async Task What_is_not_taken_says_why_and_leaves_nothing(string name, int size, string why)
    {
        var page = OpenLine();
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromBinary(new byte[size], name));
        page.WaitForAssertion(() => page.Find("aside [role=alert]").TextContent.ShouldContain(why));
        (await PiecesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_line_takes_only_so_many_pieces()
    {
        var page = OpenLine();
        page.FindComponent<InputFile>().UploadFiles([.. Enumerable.Range(0, EvidenceRules.MostOfLine + 1).Select(at => InputFileContent.CreateFromText("x", $"{at}.txt"))]);
        page.WaitForAssertion(() => page.Find("aside [role=alert]").TextContent.ShouldContain("takes 20 pieces"));
        (await PiecesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Live_values_of_both_records_are_read_and_kept()
    {
        A.Insert("Customers", [new("Name", "Fjord Kafé AS"), new("Email", "post@fjordkafe.example")]);
        A.Insert("Customers", [new("Name", "Ås Bakeri AS"), new("Email", "post@asbakeri.example")]);
        await Services.GetRequiredService<SyncRunner>().RunAsync(new SyncRequest("trial", RunKind.Changes, RunTrigger.CommandLine), null, default);
        var page = OpenLine();
        page.WaitForAssertion(() => page.FindAll("#live-link option").Count.ShouldBe(2));
        page.Find("#live-find").Change("ås bak");
        page.WaitForAssertion(() => page.FindAll("#live-link option").Single().TextContent.ShouldContain("Ås Bakeri"));
        page.Find("aside form:has(#live-link)").Submit();
        page.WaitForAssertion(() => page.Find("aside details.evidence table").TextContent.ShouldContain("Ås Bakeri AS"));
        var piece = (await PiecesAsync()).Single();
        EvidenceSheet.Of(piece)!.Rows.Select(row => (row.Side, row.Path, row.After)).ShouldBe([("A", "Name", "Ås Bakeri AS"), ("B", "label", "Ås Bakeri AS")]);
    }

    [Fact]
    public async Task A_system_that_is_away_is_told_and_nothing_is_attached()
    {
        A.Insert("Customers", [new("Name", "Fjord Kafé AS"), new("Email", "post@fjordkafe.example")]);
        await Services.GetRequiredService<SyncRunner>().RunAsync(new SyncRequest("trial", RunKind.Changes, RunTrigger.CommandLine), null, default);
        B.Trouble = _ => new(new SesamTalk.Engine.Connectors.ConnectorError.Unreachable("The line is down."));
        var page = OpenLine();
        page.WaitForAssertion(() => page.FindAll("#live-link option").Count.ShouldBe(1));
        page.Find("aside form:has(#live-link)").Submit();
        page.WaitForAssertion(() => page.Find("aside [role=alert]").TextContent.ShouldContain("nothing was attached"));
        (await PiecesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_viewer_sees_that_there_is_evidence_brings_none_and_sees_nothing_of_a_person()
    {
        OpenLine().FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromBinary(Png, "a.png"));
        Reading.Role = Role.Viewer;
        var page = Open("?pair=customers&q=name&line=" + Uri.EscapeDataString(Name));
        page.WaitForElement("aside details.evidence").TextContent.ShouldContain("Testers see it");
        page.FindAll("aside img, aside a[download]").ShouldBeEmpty();
        page.FindComponents<InputFile>().ShouldBeEmpty();
        (await PiecesAsync()).Count.ShouldBe(1);
    }

    private Task<IReadOnlyList<Evidence>> PiecesAsync() => Services.GetRequiredService<RoundStore>().EvidenceAsync(Round, Name);

    private IRenderedComponent<RoundPage> OpenLine()
    {
        var page = Open("?pair=customers&q=name&line=" + Uri.EscapeDataString(Name));
        page.WaitForElement("#line-file");
        return page;
    }
}
