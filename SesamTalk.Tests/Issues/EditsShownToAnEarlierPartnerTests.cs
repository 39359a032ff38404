using SesamTalk.Engine.Simulation;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Issues;

/// <summary>
/// A record whose partner was deleted, and whose partner's id the system then gave to another record, gets a new partner by a
/// new link. The check of lost edits looked at the new one only, and took an edit for lost that the earlier partner had shown,
/// or that a person had decided about by the earlier link.
/// </summary>
public sealed class EditsShownToAnEarlierPartnerTests
{
    [Fact]
    public async Task An_edit_that_a_person_decided_about_before_the_partner_was_replaced_is_not_lost()
    {
        var outcome = await Simulator.RunAsync(13230, FaultLevel.All);
        outcome.Happened[Fault.IdReuse].ShouldBeGreaterThan(0, "the seed gives an id again");
        outcome.Violations.ShouldBeEmpty();
    }
}
