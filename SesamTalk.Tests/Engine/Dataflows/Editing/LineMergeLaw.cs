using System.Collections.Immutable;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Dataflows.Editing;
using SesamTalk.Engine.Mapping;
using Shouldly;

namespace SesamTalk.Tests.Engine.Dataflows.Editing;

/// <summary>Two edits of one table, over many generated tables.</summary>
public sealed class LineMergeLaw
{
    private const int Cases = 2_000;

    [Fact]
    public void What_only_one_of_two_changed_is_kept_whoever_it_was()
    {
        foreach (var (began, one, _) in Tables(1))
        {
            Said(LineMerge.Merge(began, one, began).Lines).ShouldBe(Said(one));
            LineMerge.Merge(began, one, began).Clashes.ShouldBeEmpty();
            MappingLines.Same(LineMerge.Merge(began, began, one).Lines, one).ShouldBeTrue();
            LineMerge.Merge(began, began, one).Clashes.ShouldBeEmpty();
        }
    }

    [Fact]
    public void The_same_change_made_twice_is_no_clash()
    {
        foreach (var (began, one, _) in Tables(2))
        {
            var merged = LineMerge.Merge(began, one, one);
            merged.Clashes.ShouldBeEmpty();
            MappingLines.Same(merged.Lines, one).ShouldBeTrue();
        }
    }

    [Fact]
    public void Sides_swapped_the_same_lines_clash_and_the_others_are_kept_alike()
    {
        var clashed = 0;
        foreach (var (began, one, other) in Tables(3))
        {
            var (merged, swapped) = (LineMerge.Merge(began, one, other), LineMerge.Merge(began, other, one));
            var clashes = merged.Clashes.Select(clash => clash.Id).ToHashSet();
            swapped.Clashes.Select(clash => clash.Id).Order().ShouldBe(clashes.Order());
            Said([.. merged.Lines.Where(line => !clashes.Contains(line.Id))]).ShouldBe(Said([.. swapped.Lines.Where(line => !clashes.Contains(line.Id))]));
            clashed += clashes.Count;
        }

        clashed.ShouldBeGreaterThan(Cases / 10);
    }

    [Fact]
    public void No_change_of_anybody_is_lost_without_a_clash_and_where_there_is_one_the_other_stands()
    {
        foreach (var (began, mine, theirs) in Tables(4))
        {
            var merged = LineMerge.Merge(began, mine, theirs);
            merged.Lines.Select(line => line.Id).ShouldBeUnique();
            foreach (var id in began.Concat(mine).Concat(theirs).Select(line => line.Id).Distinct())
            {
                var (was, my, other, now) = (Find(began, id), Find(mine, id), Find(theirs, id), Find(merged.Lines, id));
                if (merged.Clashes.FirstOrDefault(clash => clash.Id == id) is { } clash) (MappingLine.Same(now, other) && MappingLine.Same(clash.Mine, my) && MappingLine.Same(clash.Theirs, other)).ShouldBeTrue();
                else (MappingLine.Same(now, MappingLine.Same(my, was) ? other : my)).ShouldBeTrue();
            }
        }
    }

    [Fact]
    public void A_table_differs_from_itself_in_nothing_and_what_differs_is_named()
    {
        foreach (var (began, one, _) in Tables(5))
        {
            LineDifferences.Of(began, [.. began.Select(line => line with { Rule = line.Rule with { DependenciesA = [.. line.Rule.DependenciesA] } })]).ShouldBeEmpty();
            var differences = LineDifferences.Of(began, one);
            differences.Select(difference => difference.Id).Order().ShouldBe(began.Concat(one).Select(line => line.Id).Distinct().Where(id => !MappingLine.Same(Find(began, id), Find(one, id))).Order());
            differences.Where(difference => difference is { Before: not null, After: not null }).ShouldAllBe(difference => !difference.Changed.IsEmpty);
        }
    }

    private static IEnumerable<(ImmutableArray<MappingLine>, ImmutableArray<MappingLine>, ImmutableArray<MappingLine>)> Tables(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < Cases; i++)
        {
            var began = Enumerable.Range(0, random.Next(5)).Select(number => Line(random, number)).ToImmutableArray();
            yield return (began, Edited(random, began), Edited(random, began));
        }
    }

    // Lines are changed or taken away, and new ones, of which both may add the same, come last.
    private static ImmutableArray<MappingLine> Edited(Random random, ImmutableArray<MappingLine> began)
    {
        var kept = began.Where(_ => random.Next(5) > 0).Select(line => random.Next(3) == 0 ? Changed(random, line) : line);
        return [.. kept, .. Enumerable.Range(10, 3).Where(_ => random.Next(4) == 0).Select(number => Line(random, number))];
    }

    private static MappingLine Line(Random random, int number) =>
        Changed(random, new(new PropertyRule { Id = $"a{number}~b{number}", A = $"A{number}", B = $"B{number}", DependenciesA = random.Next(2) == 0 ? [] : [new("v", "p")] }, null));

    private static MappingLine Changed(Random random, MappingLine line) => random.Next(4) switch
    {
        0 => line with { Rule = line.Rule with { Flow = (RuleFlow)random.Next(4) } },
        1 => line with { Rule = line.Rule with { TypeToB = random.Next(2) == 0 ? null : "\"string\"" } },
        2 => line with { Policy = (ConflictPolicy)random.Next(3) },
        _ => line with { Rule = line.Rule with { DefaultToA = random.Next(2) == 0 ? "x" : "y" } },
    };

    private static MappingLine? Find(ImmutableArray<MappingLine> lines, string id) => lines.FirstOrDefault(line => line.Id == id);

    private static string Said(ImmutableArray<MappingLine> lines)
    {
        var said = lines.Select(line => $"{line.Id} {line.Rule.Flow} {line.Rule.TypeToB} {line.Rule.DefaultToA} {line.Policy} {line.Rule.DependenciesA.Length}");
        return string.Join('\n', said.Order());
    }
}
