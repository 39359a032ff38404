using System.Collections.Immutable;

namespace SesamTalk.Engine.Checklists;

/// <summary>What a changed definition asks for: lines to be tested again, lines that are new, and lines that nothing says any more.</summary>
/// <param name="Again">The ids of the lines whose words changed.</param>
/// <param name="New">The lines that were not there.</param>
/// <param name="Gone">The ids of the lines that are no longer there.</param>
public sealed record Retest(ImmutableHashSet<string> Again, ImmutableArray<ChecklistLine> New, ImmutableHashSet<string> Gone)
{
    /// <summary>Compares the lines of a round with those of the definition now, by their marks. Pure.</summary>
    public static Retest Of(IEnumerable<ChecklistLine> tested, IEnumerable<ChecklistLine> now)
    {
        var was = tested.ToDictionary(line => line.Id);
        var present = now.ToDictionary(line => line.Id);
        return new Retest(
            [.. was.Values.Where(line => present.TryGetValue(line.Id, out var same) && same.Mark != line.Mark).Select(line => line.Id)],
            [.. present.Values.Where(line => !was.ContainsKey(line.Id))],
            [.. was.Keys.Where(id => !present.ContainsKey(id))]);
    }
}
