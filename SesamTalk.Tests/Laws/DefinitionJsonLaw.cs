using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Storage;
using Shouldly;

namespace SesamTalk.Tests.Laws;

/// <summary>A definition comes back from storage as it went in.</summary>
public sealed class DefinitionJsonLaw
{
    [Fact]
    public void A_definition_comes_back_equal_in_every_part()
    {
        var definition = RichDefinition.New();
        var back = DefinitionJson.Read(DefinitionJson.Write(definition));
        Parts.Of(back).ShouldBe(Parts.Of(definition));
    }

    [Fact]
    public void The_definition_that_is_tried_leaves_nothing_at_its_default() =>
        Parts.Of(RichDefinition.New()).Where(part => part.EndsWith("= ", StringComparison.Ordinal) || part.EndsWith(": empty", StringComparison.Ordinal))
            .ShouldBe(["/Pairs[0]/B/Constants[0]/Value = ", "/Pairs[0]/Properties[0]/DefaultToB = ", "/Pairs[0]/Properties[0]/DependenciesB[1]/Value = "], ignoreOrder: true);

    [Fact]
    public void The_smallest_definition_comes_back_with_its_defaults()
    {
        var smallest = new Dataflow { Id = "x", Title = "", A = new DataflowSide { DocumentName = "" }, B = new DataflowSide { DocumentName = "" } };
        Parts.Of(DefinitionJson.Read(DefinitionJson.Write(smallest))).ShouldBe(Parts.Of(smallest));
    }

    [Fact]
    public void What_a_later_definition_adds_is_absent_in_an_older_text_and_takes_its_default()
    {
        var read = DefinitionJson.Read("""{"form":1,"dataflow":{"id":"x","title":"t","a":{"documentName":"A"},"b":{"documentName":"B"}}}""");
        read.Pairs.IsDefault.ShouldBeFalse();
        read.Limits.ShouldBe(new SafetyLimits());
    }

    [Fact]
    public void A_schedule_of_the_first_form_is_read_as_the_interval_that_it_was()
    {
        var read = DefinitionJson.Read("""{"form":1,"dataflow":{"id":"x","title":"t","a":{"documentName":"A"},"b":{"documentName":"B"},"every":"00:05:00"}}""");
        read.Schedule.ShouldBe(Schedule.Each(TimeSpan.FromMinutes(5)));
    }

    [Fact]
    public void Names_are_written_and_letters_stay_readable()
    {
        var json = DefinitionJson.Write(RichDefinition.New());
        json.ShouldContain("\"LatestWins\"");
        json.ShouldContain("Bøker");
    }

    [Theory]
    [InlineData("""{"form":3,"dataflow":{}}""", "form 3")]
    [InlineData("""{"form":1,"dataflow":{"id":"x"}}""", "damaged")]
    [InlineData("""{"form":1""", "damaged")]
    [InlineData("null", "empty")]
    public void A_text_of_a_newer_or_damaged_form_is_refused_with_the_reason(string json, string reason) =>
        Should.Throw<InvalidDataException>(() => DefinitionJson.Read(json)).Message.ShouldContain(reason);
}
