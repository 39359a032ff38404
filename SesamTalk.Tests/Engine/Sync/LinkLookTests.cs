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
    public async Task CF_1_Every_base_and_both_values_come_to_the_state_that_a_person_expects()
    {
        await using var world = await TwoSystems.StartAsync(Shop.Dataflow, Shop.SystemA, Shop.SystemB);
        string?[] values = [null, "X", "Y"];
        var cases = (from agreed in values from a in values from b in values select (Agreed: agreed, A: a, B: b)).ToList();
        var ids = cases.Select((one, number) => world.A.Insert("Customers", V("Name", $"C{number}"), V("Email", $"{number}@c.example"), V("Address.City", one.Agreed))).ToList();
        await world.SettleAsync();
        var links = await world.Memory.LinksAsync("shop", "customers", Side.A, ids);
        foreach (var (one, id) in cases.Zip(ids))
        {
            world.A.Edit("Customers", id, "Address.City", one.A);
            world.B.Edit("People", links[id].B, "City", one.B);
        }

        var looks = world.Get<LinkLooks>();
        foreach (var (one, id) in cases.Zip(ids))
        {
            var expected = (one.A != one.Agreed, one.B != one.Agreed) switch
            {
                (false, false) => PropertyState.Equal,
                (true, false) => PropertyState.ToB,
                (false, true) => PropertyState.ToA,
                _ => one.A == one.B ? PropertyState.Equal : PropertyState.Conflict,
            };
            (await looks.OfAsync(links[id].Id)).Link!.Properties.Single(property => property.Key == "address.city~city").State.ShouldBe(expected, one.ToString());
        }
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

    private static KeyValuePair<string, object?> V(string path, object? value) => KeyValuePair.Create(path, value);

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
