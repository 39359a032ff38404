using Bunit;
using SesamTalk.Web.Components.Shared;
using Shouldly;

namespace SesamTalk.Tests.Web.Components.Shared;

public sealed class ValueDiffTests : TalkComponentTest
{
    [Theory]
    [InlineData("Storgata 1, Oslo", "Storgata 12, Oslo", "12")]
    [InlineData("Fjord Kafé", "Fjord Kafé og Bar", " og Bar")]
    [InlineData("Fjord Kafé og Bar", "Fjord Kafé", "")]
    [InlineData("", "Oslo", "Oslo")]
    [InlineData(null, "Oslo", "")]
    public void Words_that_were_not_there_before_are_marked(string? from, string to, string marked)
    {
        var marks = WordDiff.Changed(from, to);
        string.Concat(to.Where((_, index) => marks[index])).ShouldBe(marked);
    }

    [Fact]
    public void What_cannot_be_seen_is_drawn_within_a_marked_value()
    {
        var value = Render<ValueDiff>(parameters => parameters.Add(diff => diff.From, "Oslo").Add(diff => diff.Value, "Oslo "));
        value.Find("ins .hidden-mark").TextContent.ShouldBe("·[space after the text]");
    }

    [Fact]
    public void A_long_text_is_new_as_a_whole_rather_than_compared_for_ever()
    {
        var text = string.Join(' ', Enumerable.Range(0, 2_000));
        WordDiff.Changed(text, text + " x").ShouldAllBe(isNew => isNew);
    }
}
