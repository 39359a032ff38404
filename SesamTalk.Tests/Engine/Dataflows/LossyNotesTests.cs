using SesamTalk.Engine.Dataflows;
using Shouldly;
using Xunit;
using static SesamTalk.Engine.Dataflows.ReadinessCodes;
using static SesamTalk.Tests.Engine.Dataflows.ShopAndLedger;

namespace SesamTalk.Tests.Engine.Dataflows;

public sealed class LossyNotesTests
{
    [Theory]
    [InlineData("Age>name", Bends, "Age in Shop")]
    [InlineData("IsPerson>code", Bends, "“ja”")]
    public void A_row_that_does_not_bring_every_value_back_is_told_with_an_example_and_its_place(string row, string code, string words)
    {
        var flow = Flow.With(Buyers with { Properties = [.. Buyers.Properties.Where(rule => !row.EndsWith(rule.B, StringComparison.Ordinal)), .. Pair("Buyers", "customers", row).Properties] });
        var report = Readiness.Check(flow, Shop, Ledger);
        report.Problems.Select(problem => problem.Sentence).ShouldBeEmpty();
        report.Notes.ShouldBeEmpty("a run is not held up by it");
        var note = LossyNotes.Of(flow, report.Ready).ShouldHaveSingleItem();
        (note.PairId, note.RowId, note.Code).ShouldBe((Buyers.Id, row.Replace('>', '~').ToLowerInvariant(), code));
        (note.Sentence + note.In("nb")).ShouldContain(words);
        note.In("nb").ShouldNotBe(note.Sentence);
    }
}
