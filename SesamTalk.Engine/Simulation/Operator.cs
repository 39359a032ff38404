using System.Collections.Immutable;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Mapping;

namespace SesamTalk.Engine.Simulation;

/// <summary>Whoever edits definitions: policies, deletes, directions, filters, mappings, pauses; at any time.</summary>
internal sealed class Operator(World world)
{
    /// <summary>Changes something in some definition.</summary>
    public async Task ChangeAsync(Random random)
    {
        var dataflow = (await world.Dataflows.FindAsync(random.Pick(world.Shape.Dataflows).Id))!;
        var pair = random.Pick(dataflow.Pairs);
        var (changed, what) = Changed(pair, random);
        await SaveAsync(random.Next(12) == 0 ? dataflow with { PausedBecause = "for a while" } : dataflow with { Pairs = dataflow.Pairs.Replace(pair, changed) }, $"{pair.Id}: {what}");
    }

    /// <summary>Takes up what was paused and lets go what was braked, before everything is to come to rest.</summary>
    public async Task ResumeAsync()
    {
        foreach (var id in world.Shape.Dataflows.Select(shape => shape.Id))
        {
            var dataflow = (await world.Dataflows.FindAsync(id))!;
            if (dataflow.PausedBecause is null && dataflow.Pairs.All(pair => pair.PausedBecause is null) && dataflow.Limits == new SafetyLimits()) continue;
            await SaveAsync(dataflow with { PausedBecause = null, Limits = new SafetyLimits(), Pairs = [.. dataflow.Pairs.Select(pair => pair with { PausedBecause = null })] }, "taken up again");
        }
    }

    private async Task SaveAsync(Dataflow dataflow, string what)
    {
        world.Happened.Note(Fault.ConfigChange);
        world.Trace.Add($"definition of {dataflow.Id} changes: {what}");
        await world.Dataflows.SaveAsync(dataflow, "simulation", "");
    }

    private static (Pair Pair, string What) Changed(Pair pair, Random random) => random.Next(9) switch
    {
        0 => (pair with { ToB = pair.ToB with { Deletes = DeleteRule.AskPerson } }, "deletes ask"),
        1 => (pair with { Policy = random.Pick(Enum.GetValues<ConflictPolicy>()) }, "another policy"),
        2 => (pair with { Policy = null }, "the usual policy"),
        3 => (pair with { ToA = pair.ToA with { Creation = pair.ToA.Creation == CreationRule.Every ? CreationRule.OnlyLinked : CreationRule.Every } }, "another creation rule towards A"),
        4 => (Rerouted(pair, random), "a row flows another way"),
        5 => (pair.Properties.Length > 2 ? pair with { Properties = pair.Properties.RemoveAt(pair.Properties.Length - 1) } : pair, "a row less"),
        6 => (Crossed(pair), "two rows are crossed"),
        7 => (Filtered(pair), "the filter is narrowed, or widened again"),
        _ => (pair with { PausedBecause = pair.PausedBecause is null ? "for a while" : null }, "paused, or taken up"),
    };

    private static Pair Rerouted(Pair pair, Random random)
    {
        var row = random.Pick(pair.Properties);
        return pair with { Properties = pair.Properties.Replace(row, row with { Flow = row.Flow == RuleFlow.Both ? RuleFlow.ToB : RuleFlow.Both }) };
    }

    // The last two rows change partners, where they are of one type.
    private static Pair Crossed(Pair pair)
    {
        if (pair.Properties.Length < 4 || pair.Keys.Length < 2) return pair;
        var (one, other) = (pair.Properties[^2], pair.Properties[^1]);
        var (first, second) = (one with { B = other.B, Id = PropertyRule.IdOf(one.A, other.B) }, other with { B = one.B, Id = PropertyRule.IdOf(other.A, one.B) });
        return pair with { Properties = [.. pair.Properties.RemoveRange(pair.Properties.Length - 2, 2), first, second] };
    }

    private static Pair Filtered(Pair pair)
    {
        var narrow = new Dependency(DependencyMeaning.Filled, pair.Properties[0].A);
        return pair with { A = pair.A with { Filters = pair.A.Filters.Contains(narrow) ? pair.A.Filters.Remove(narrow) : pair.A.Filters.Add(narrow) } };
    }
}
