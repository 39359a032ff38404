using SesamTalk.Engine.Checklists.Planted;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Engine.Checklists;

/// <summary>For every planted bug verification fails exactly the lines that it is about.</summary>
public sealed class PlantedBugsTests
{
    /// <summary>Every second whenever the tests run, of mappings, connectors and systems; all where everything is asked for, and by "dev planted-bugs".</summary>
    public static TheoryData<string> Bugs => [.. PlantedBugs.Names.Where((_, at) => at % 2 == 0 || Environment.GetEnvironmentVariable("SESAMTALK_FULL") == "1")];

    [Fact]
    public void There_are_at_least_twenty() => PlantedBugs.Names.Distinct().Count().ShouldBeGreaterThanOrEqualTo(20);

    [Theory]
    [MemberData(nameof(Bugs))]
    public async Task Exactly_the_right_lines_fail(string name)
    {
        var result = await PlantedBugs.TryAsync(name, TestContext.Current.CancellationToken);

        result.Missed.ShouldBeEmpty();
        result.Wrong.ShouldBeEmpty();
        result.Failed.ShouldBeGreaterThan(0);
        result.Passed.ShouldBeGreaterThan(50);
    }
}
