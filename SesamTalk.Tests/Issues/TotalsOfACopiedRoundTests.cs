using SesamTalk.Engine.Checklists;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Records;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Issues;

/// <summary>A copy of a round with other lines kept the totals of the lines that it was copied from.</summary>
public sealed class TotalsOfACopiedRoundTests
{
    [Fact]
    public void A_copy_with_other_lines_counts_these()
    {
        var line = RoundLine.Of(Guid.Empty, [new ChecklistLine { Id = "l", DataflowId = "d", PairId = "p", Case = LineCase.Update, From = Side.A, A = "a", B = "b", Version = 1, Mark = "old" }])[0];
        var passed = new LineResult { RoundId = Guid.Empty, LineId = "l", Verdict = LineVerdict.Pass, By = "Kari", At = DateTimeOffset.UnixEpoch, Mark = "old", Version = 1 };
        var round = new Round { Id = Guid.Empty, Name = "One", Environment = SystemEnvironment.Test, Scope = RoundScope.All, Dataflows = ["d"], MadeAt = DateTimeOffset.UnixEpoch, MadeBy = "Kari", ChangedAt = DateTimeOffset.UnixEpoch };
        var state = new RoundState(round, [new LineState(line, passed, 0)]);
        state.Totals.Pass.ShouldBe(1);

        var against = state.Against([line with { Mark = "new" }]);

        (against.Totals.Pass, against.Totals.Retest).ShouldBe((0, 1));
        (state with { Lines = [] }).Totals.Lines.ShouldBe(0);
    }
}
