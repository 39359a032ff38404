using System.Collections.Immutable;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Mapping;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Engine.Dataflows;

public sealed class FilterScopesTests
{
    [Theory]
    [InlineData("isPerson=true", "isPerson=false", true)]
    [InlineData("isPerson=true", "is_person=TRUE", false)]
    [InlineData("company=(filled)", "company=(blank)", true)]
    [InlineData("company=(filled)", "company=C1", false)]
    [InlineData("company=(blank)", "company=C1", true)]
    [InlineData("kind=contact isPerson=true", "isPerson=false", true)]
    [InlineData("kind=contact", "isPerson=false", false)]
    [InlineData("kind=", "kind=contact", false)]
    [InlineData("", "isPerson=false", false)]
    public void Filters_are_disjoint_when_a_property_is_asked_for_different_values(string one, string other, bool disjoint)
    {
        FilterScopes.Disjoint(Read(one), Read(other)).ShouldBe(disjoint);
        FilterScopes.Disjoint(Read(other), Read(one)).ShouldBe(disjoint);
    }

    private static ImmutableArray<Dependency> Read(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=')).Select(part => new Dependency(part[1], part[0]))];
}
