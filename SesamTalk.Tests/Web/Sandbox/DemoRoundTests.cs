using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Checklists;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Sandbox;
using Shouldly;

namespace SesamTalk.Tests.Web.Sandbox;

public sealed class DemoRoundTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task The_demos_first_round_is_half_done_by_the_machine_with_evidence_and_is_made_once()
    {
        await using var host = await DemoHost.StartAsync(_folder.Path, mayBeDemo: true);
        var (demo, rounds) = (host.Services.GetRequiredService<DemoRound>(), host.Services.GetRequiredService<RoundStore>());
        await demo.MakeAsync(proves: true, TestContext.Current.CancellationToken);
        var round = (await rounds.AllAsync(TestContext.Current.CancellationToken)).ShouldHaveSingleItem();
        var state = (await rounds.FindAsync(round.Id))!;
        var tested = state.Lines.Where(line => line.Verdict != LineVerdict.NotTested).ToList();
        tested.Count.ShouldBeInRange(20, 24);
        tested.ShouldAllBe(line => line.Result!.IsMachine && line.Verdict == LineVerdict.Pass);
        state.Lines.Count(line => line.Verdict == LineVerdict.NotTested).ShouldBeGreaterThan(0);
        (await rounds.EvidenceAsync(round.Id)).Select(piece => piece.LineId).ToHashSet().IsSupersetOf(tested.Select(line => line.Line.Id)).ShouldBeTrue();
        await demo.MakeAsync(proves: true, TestContext.Current.CancellationToken);
        (await rounds.AllAsync(TestContext.Current.CancellationToken)).Count.ShouldBe(1);
    }

    public void Dispose() => _folder.Dispose();
}
