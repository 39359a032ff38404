using Bunit;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Tests.Web.Pages.Mapping;
using SesamTalk.Web.Components.Pages.Dataflows;
using Shouldly;

namespace SesamTalk.Tests.Web.Pages.Dataflows;

/// <summary>Rules tried on a record.</summary>
public sealed class RuleTrialTests : MappingTest
{
    [Fact]
    public async Task Each_rule_says_what_it_would_write_for_a_record_and_nothing_is_written()
    {
        var flow = await SeedAsync(records: 1);
        await using var db = await Data.DatabaseAsync();
        var link = db.Links.Single();
        A.Edit("Authors", link.A, "City", "Bergen");
        B.Edit("Writers", link.B, "town", "Bodø");
        var writes = (A.Journal.Count, B.Journal.Count);
        var trial = Render<RuleTrial>(parameters => parameters.Add(one => one.Dataflow, flow));
        trial.Find("#trial-query").Input("author");
        trial.WaitForElement("li button").Click();
        trial.WaitForAssertion(() => Outcome(trial, ConflictPolicy.AskPerson).ShouldContain("A person is asked"));
        trial.WaitForAssertion(() => Outcome(trial, ConflictPolicy.AWins).ShouldContain("Bergen"));
        trial.WaitForAssertion(() => Outcome(trial, ConflictPolicy.BWins).ShouldContain("Bodø"));
        Outcome(trial, ConflictPolicy.BWins).ShouldNotContain("A person is asked");
        (A.Journal.Count, B.Journal.Count).ShouldBe(writes);
        (await Store.FindAsync(Flow))!.Version.ShouldBe(flow.Version);
    }

    private static string Outcome(IRenderedComponent<RuleTrial> trial, ConflictPolicy policy) => trial.Find($"[data-policy={policy}] td").TextContent;
}
