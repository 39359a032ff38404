using System.Text;
using SesamTalk.Engine.Checklists;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Engine.Checklists;

public sealed class EvidenceRulesTests
{
    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10];

    [Theory]
    [InlineData("a.png", null)]
    [InlineData("a.PNG", null)]
    [InlineData("a.jpg", EvidenceRefusal.NoPicture)]
    [InlineData("a.exe", EvidenceRefusal.Kind)]
    [InlineData("png", EvidenceRefusal.Kind)]
    [InlineData("a.png.js", EvidenceRefusal.Kind)]
    [InlineData("a.txt", null)]
    public void A_file_is_taken_by_its_ending_and_a_picture_must_be_one(string name, EvidenceRefusal? refusal) => EvidenceRules.Refusal(name, Png).ShouldBe(refusal);

    [Fact]
    public void Nothing_and_too_much_are_refused()
    {
        EvidenceRules.Refusal("a.txt", []).ShouldBe(EvidenceRefusal.Empty);
        EvidenceRules.Refusal("a.txt", new byte[EvidenceRules.LargestPiece]).ShouldBeNull();
        EvidenceRules.Refusal("a.txt", new byte[EvidenceRules.LargestPiece + 1]).ShouldBe(EvidenceRefusal.TooLarge);
    }

    [Theory]
    [InlineData("../../etc/passwd.txt", "passwd.txt")]
    [InlineData("C:\\Users\\kari\\bilde.png", "bilde.png")]
    [InlineData("blåbær \u202Egnp.txt", "blåbær gnp.txt")]
    [InlineData("a\r\nSet-Cookie: x.txt", "aSet-Cookie x.txt")]
    public void A_name_is_cleaned(string given, string kept) => EvidenceRules.NameOf(given).ShouldBe(kept);

    [Fact]
    public void A_long_name_keeps_its_ending() => EvidenceRules.NameOf(new string('x', 300) + ".png").ShouldBe(new string('x', 96) + ".png");

    [Theory]
    [InlineData("image/png", true)]
    [InlineData("image/svg+xml", false)]
    [InlineData("text/html", false)]
    public void Only_what_is_made_of_dots_is_drawn(string kind, bool isDrawn) => EvidenceRules.IsPicture(kind).ShouldBe(isDrawn);

    [Theory]
    [InlineData("""{"records":"A ↔ B","after":[{"side":"a","path":"Name","value":"Ås"},{"side":"b","path":"label","value":null}]}""", false)]
    [InlineData("""{"records":"A ↔ B","before":[{"side":"a","path":"Name","value":"x"}],"request":[{"path":"Name","value":"Ås"}],"after":[{"side":"a","path":"Name","value":"Ås"}],"expected":"Ås"}""", true)]
    public void Values_of_ours_are_read_as_a_sheet(string json, bool hasBefore)
    {
        var sheet = EvidenceSheet.Of(Piece(json))!;
        (sheet.HasBefore, sheet.Rows[0].Side, sheet.Rows[0].Path, sheet.Rows[0].After).ShouldBe((hasBefore, "A", "Name", "Ås"));
        if (hasBefore) (sheet.Rows[0].Before, sheet.Rows[0].Wrote, sheet.Expected).ShouldBe(("x", "Ås", "Ås"));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"records\":1,\"after\":{}}")]
    [InlineData("{\"records\":\"x\",\"after\":{}}")]
    [InlineData("{\"records\":\"x\",\"after\":[1]}")]
    [InlineData("nonsense")]
    public void What_somebody_else_wrote_is_no_sheet_and_no_error(string json) => EvidenceSheet.Of(Piece(json)).ShouldBeNull();

    private static Evidence Piece(string json) => new()
    {
        Id = Guid.Empty, RoundId = Guid.Empty, LineId = "l", Name = "x.json", MediaType = "application/json", Content = Encoding.UTF8.GetBytes(json), By = "Kari", At = DateTimeOffset.UnixEpoch,
    };
}
