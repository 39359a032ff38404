using System.Collections.Concurrent;
using SesamTalk.Engine.Simulation;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Simulation;

/// <summary>No fault of the list is left out. That each really happens is counted over the usual seeds.</summary>
public sealed class FaultListTests
{
    [Fact]
    public void All_thirty_are_listed_and_every_kind_belongs_to_one()
    {
        KnownFault.All.Select(fault => fault.Id).ShouldBe(Enumerable.Range(1, 30).Select(number => $"F{number}"));
        Enum.GetValues<Fault>().Except(KnownFault.All.SelectMany(fault => fault.Kinds)).ShouldBeEmpty();
    }

    /// <summary>Alone and often, as no drawn seed has it.</summary>
    [Fact]
    public async Task Each_kind_by_itself_happens_and_every_promise_holds()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("SESAMTALK_FULL") == "1", "Each kind is met with all others in the usual seeds; --full has each of them alone.");
        var broken = new ConcurrentQueue<string>();
        await Parallel.ForEachAsync(Enum.GetValues<Fault>(), TestContext.Current.CancellationToken, async (kind, _) =>
        {
            var (mix, happened) = (FaultMix.Only(0.25, kind), 0);
            for (var seed = 0L; seed < 40 && happened < 3; seed++)
            {
                var outcome = await Simulator.RunAsync(Simulator.ShapeOf(seed), seed, mix, Step.Draw(seed, mix));
                foreach (var violation in outcome.Violations.Take(1)) broken.Enqueue($"{kind}, seed {seed} of {outcome.Shape}: {violation}");
                happened += outcome.Happened[kind];
            }

            if (happened < 3) broken.Enqueue($"{kind} hardly ever happens");
        });
        broken.ShouldBeEmpty();
    }
}
