using System.Collections.Immutable;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;
using Shouldly;
using Xunit;
using Record = SesamTalk.Engine.Records.Record;

namespace SesamTalk.Tests.Engine.Mapping;

public sealed class DependencyMeaningTests
{
    private static readonly Schema Person = new("person",
    [
        new("name", PropertyType.Text), new("isPerson", PropertyType.Boolean), new("age", PropertyType.Integer),
        new("rate", PropertyType.Decimal), new("born", PropertyType.Date), new("seen", PropertyType.DateTime),
        new("company", PropertyType.Text), new("unread", PropertyType.Text),
    ]);

    private static readonly Record Kari = Record.Of(Person, new RecordId("1"),
    [
        new("name", "Kari"), new("isPerson", true), new("age", 41L), new("rate", 12.50m), new("born", new DateOnly(1984, 2, 29)),
        new("seen", DateTimeOffset.Parse("2024-05-01T10:00:00+02:00", null)), new("company", "  "),
    ]);

    [Theory]
    [InlineData("Kari", "name", true)]
    [InlineData("kari", "name", false)]
    [InlineData("true", "isPerson", true)]
    [InlineData("True", "is_person", true)]
    [InlineData("false", "isPerson", false)]
    [InlineData("41", "age", true)]
    [InlineData("12.5", "rate", true)]
    [InlineData("1984-02-29", "born", true)]
    [InlineData("2024-05-01T08:00:00Z", "seen", true)]
    [InlineData("(filled)", "name", true)]
    [InlineData("(blank)", "name", false)]
    [InlineData("(blank)", "company", true)]
    [InlineData("(filled)", "company", false)]
    [InlineData("perhaps", "isPerson", false)]
    [InlineData("many", "age", false)]
    [InlineData("x", "unread", false)]
    [InlineData("(blank)", "unread", false)]
    [InlineData("x", "gone", false)]
    [InlineData("", "name", false)]
    [InlineData("Kari", " ", false)]
    public void The_wanted_text_is_compared_as_a_value_of_the_property(string value, string path, bool holds) =>
        DependencyMeaning.Holds(Kari, new(value, path)).ShouldBe(holds);

    [Theory]
    [InlineData("", true)]
    [InlineData("name=Ola name=Kari", true)]
    [InlineData("name=Ola name=Per", false)]
    [InlineData("unread=x name=Kari", true)]
    public void Of_alternatives_one_is_enough(string alternatives, bool holds) => DependencyMeaning.Any(Kari, Read(alternatives)).ShouldBe(holds);

    [Theory]
    [InlineData("", true)]
    [InlineData("name=Kari isPerson=true", true)]
    [InlineData("name=Kari isPerson=false", false)]
    [InlineData("unread=x isPerson=true", false)]
    public void Of_filters_all_must_hold(string filters, bool holds) => DependencyMeaning.All(Kari, Read(filters)).ShouldBe(holds);

    [Fact]
    public void What_is_written_along_is_a_value_of_the_property()
    {
        DependencyMeaning.Constant(Person, new("true", "ISPERSON")).ShouldBe(new KeyValuePair<string, object?>("isPerson", true));
        DependencyMeaning.Constant(Person, new("(blank)", "company")).ShouldBe(new KeyValuePair<string, object?>("company", null));
        DependencyMeaning.Constant(Person, new("(filled)", "company")).ShouldBeNull();
        DependencyMeaning.Constant(Person, new("old", "age")).ShouldBeNull();
        DependencyMeaning.Constant(Person, new("x", "gone")).ShouldBeNull();
    }

    private static ImmutableArray<Dependency> Read(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=')).Select(part => new Dependency(part[1], part[0]))];
}
