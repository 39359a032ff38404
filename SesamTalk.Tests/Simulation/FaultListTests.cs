using SesamTalk.Engine.Simulation;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Simulation;

/// <summary>No fault of the list is silently absent: each kind really happens when it is turned on.</summary>
public sealed class FaultListTests
{
    /// <summary>Every kind of every fault of the list.</summary>
    public static TheoryData<string, Fault> Kinds => new(KnownFault.All.SelectMany(fault => fault.Kinds.Select(kind => (fault.Id, kind))));

    [Fact]
    public void All_thirty_are_listed_and_every_kind_belongs_to_one()
    {
        KnownFault.All.Select(fault => fault.Id).ShouldBe(Enumerable.Range(1, 30).Select(number => $"F{number}"));
        Enum.GetValues<Fault>().Except(KnownFault.All.SelectMany(fault => fault.Kinds)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Each_kind_happens_and_every_promise_holds(string id, Fault kind)
    {
        var happened = 0;
        for (var seed = 0L; seed < 40 && happened < 3; seed++)
        {
            var mix = FaultMix.Only(0.25, kind);
            var outcome = await Simulator.RunAsync(Simulator.ShapeOf(seed), seed, mix, Step.Draw(seed, mix));
            outcome.Violations.ShouldBeEmpty($"{id} {kind}, seed {seed} of {outcome.Shape}");
            happened += outcome.Happened[kind];
        }

        happened.ShouldBeGreaterThanOrEqualTo(3, $"{id}: {kind} hardly ever happens");
    }
}
