using System.Collections.Immutable;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Sync;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Engine.Sync;

/// <summary>How each property of two linked records stands, as a person reads it.</summary>
public sealed class LinkLookTests
{
    [Fact]
    public async Task An_edit_is_on_its_way_to_the_other_side_and_a_clash_is_a_conflict()
    {
        await using var story = await ConflictStory.StartAsync();
        await story.ClashAsync("Bergen", "Tromsø");
        story.World.A.Edit("Customers", story.IdA, "Name", "Fjord Kafé AS");
        story.World.B.Edit("People", story.IdB, "CreditLimit", "500");
        var journal = (story.World.A.Journal.Count, story.World.B.Journal.Count);
        var looked = (await story.World.Get<LinkLooks>().OfAsync(story.LinkId)).Link.ShouldNotBeNull();
        looked.Properties.ToDictionary(property => property.Key, property => property.State).ShouldBe(new Dictionary<string, PropertyState>
        {
            ["name~label"] = PropertyState.ToB, ["email~mail"] = PropertyState.Equal, ["address.city~city"] = PropertyState.Conflict, ["limit~creditlimit"] = PropertyState.ToA,
        }, ignoreOrder: true);
        var name = looked.Properties.Single(property => property.Key == "name~label");
        (name.BaseA, name.A, name.B, name.AfterB).ShouldBe(("Fjord Kafé", "Fjord Kafé AS", "Fjord Kafé", "Fjord Kafé AS"));
        (story.World.A.Journal.Count, story.World.B.Journal.Count).ShouldBe(journal);
        (await story.LinkAsync()).LabelA.ShouldBe("Fjord Kafé");
    }

    [Fact]
    public async Task What_only_one_side_has_and_what_a_rule_keeps_apart_are_told_apart()
    {
        await using var story = await ConflictStory.StartAsync(dataflow => dataflow with { Pairs = [.. dataflow.Pairs.Select(OneWay)] });
        story.World.B.Edit("People", story.IdB, "City", "Tromsø");
        story.World.A.Edit("Customers", story.IdA, "Name", "");
        await story.World.SyncAsync();
        var states = (await story.World.Get<LinkLooks>().OfAsync(story.LinkId)).Link!.Properties.ToDictionary(property => property.Key, property => property.State);
        states["address.city~city"].ShouldBe(PropertyState.NotSynced);
        states["name~label"].ShouldBe(PropertyState.OnlyB);
    }

    [Fact]
    public async Task A_record_that_is_gone_is_said_and_a_link_that_is_gone_has_a_reason()
    {
        await using var story = await ConflictStory.StartAsync();
        story.World.B.Delete("People", story.IdB);
        var looked = (await story.World.Get<LinkLooks>().OfAsync(story.LinkId)).Link.ShouldNotBeNull();
        (looked.IsGoneA, looked.IsGoneB, looked.Properties.Length).ShouldBe((false, true, 0));
        (await story.World.Get<LinkLooks>().OfAsync(Guid.NewGuid())).Reason.ShouldNotBeNull();
    }

    private static Pair OneWay(Pair pair) => pair with
    {
        Properties = [.. pair.Properties.Select(rule => rule.A switch
        {
            "Address.City" => rule with { Flow = RuleFlow.ToB },
            "Name" => rule with { BlankToB = BlankRule.Skip },
            _ => rule,
        })],
    };
}
