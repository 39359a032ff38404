using SesamTalk.Web.Components.Shared;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Web.Components.Shared;

public sealed class LineDiffTests
{
    [Fact]
    public void The_same_text_has_no_differences_however_its_lines_end() =>
        LineDiff.Of("a\nb\nc", "a\r\nb\r\nc").ShouldBeEmpty();

    [Fact]
    public void A_changed_an_added_and_a_removed_line_are_told_with_the_place_where_they_stand_now() =>
        LineDiff.Of("a\nb\nc\nd\ne", "a\nB\nc\nx\nd").ShouldBe([new("b", "B", 2), new(null, "x", 4), new("e", null, 5)]);

    [Fact]
    public void What_is_told_makes_the_one_text_of_the_other()
    {
        var random = new Random(7);
        string Text() => string.Join('\n', Enumerable.Range(0, random.Next(1, 12)).Select(_ => (char)('a' + random.Next(4))));
        for (var i = 0; i < 500; i++)
        {
            var (before, after) = (Text(), Text());
            var differences = LineDiff.Of(before, after);
            // Every line that is in one text alone is told once; the others are shared, and as many on both sides.
            var was = before.Split('\n').ToList();
            foreach (var gone in differences.Where(one => one.Before is not null)) was.Remove(gone.Before!).ShouldBeTrue();
            var now = after.Split('\n').ToList();
            foreach (var added in differences.Where(one => one.After is not null)) (now[added.At - 1], now.Contains(added.After!)).ShouldBe((added.After, true));
            foreach (var added in differences.Where(one => one.After is not null)) now.Remove(added.After!);
            was.Order().ShouldBe(now.Order());
        }
    }

    [Fact]
    public void Texts_too_long_to_be_laid_beside_each_other_are_told_as_changed_from_where_they_part()
    {
        var (before, after) = (string.Join('\n', Enumerable.Range(0, 3000)), string.Join('\n', Enumerable.Range(5000, 3000)));
        LineDiff.Of("same\n" + before, "same\n" + after).Count.ShouldBe(3000);
    }
}
