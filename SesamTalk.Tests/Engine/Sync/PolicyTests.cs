using System.Collections.Immutable;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Mapping;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Engine.Sync;

/// <summary>Of the policies of a property, its pair and its dataflow the most specific one decides.</summary>
public sealed class PolicyTests
{
    [Theory]
    [InlineData(ConflictPolicy.AWins, null, null, "Bergen")]
    [InlineData(ConflictPolicy.AWins, ConflictPolicy.BWins, null, "Tromsø")]
    [InlineData(ConflictPolicy.AWins, ConflictPolicy.AskPerson, null, null)]
    [InlineData(ConflictPolicy.AskPerson, ConflictPolicy.BWins, ConflictPolicy.AWins, "Bergen")]
    [InlineData(ConflictPolicy.AWins, ConflictPolicy.AWins, ConflictPolicy.AskPerson, null)]
    [InlineData(ConflictPolicy.AskPerson, null, ConflictPolicy.BWins, "Tromsø")]
    [InlineData(ConflictPolicy.AWins, null, ConflictPolicy.KeepFilled, null)]
    public async Task The_most_specific_policy_decides_and_one_that_cannot_asks(ConflictPolicy dataflow, ConflictPolicy? pair, ConflictPolicy? property, string? city)
    {
        await using var story = await ConflictStory.StartAsync(flow => flow with
        {
            Policy = dataflow,
            Pairs = [.. flow.Pairs.Select(one => one with
            {
                Policy = pair,
                RowPolicies = property is { } own ? ImmutableDictionary<string, ConflictPolicy>.Empty.Add(PropertyRule.IdOf("Address.City", "City"), own) : ImmutableDictionary<string, ConflictPolicy>.Empty,
            })],
        });
        story.EditA("Bergen");
        story.EditB("Tromsø");
        await story.World.SyncAsync();
        story.Cities.ShouldBe(city is null ? ("Bergen", "Tromsø") : (city, city));
        (await story.World.Memory.OpenConflictsAsync("shop")).Count.ShouldBe(city is null ? 1 : 0);
        // What was decided without a person is kept with the value that lost.
        (await story.ConflictsAsync()).Count(conflict => conflict.Overruled is not null).ShouldBe(city is null ? 0 : 1);
    }
}
