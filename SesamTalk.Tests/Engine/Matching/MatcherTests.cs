using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using Shouldly;
using Xunit;
using Record = SesamTalk.Engine.Records.Record;

namespace SesamTalk.Tests.Engine.Matching;

public sealed class MatcherTests
{
    private static readonly Schema Person = new("P", [new SchemaProperty("Email", PropertyType.Text), new SchemaProperty("Phone", PropertyType.Text), new SchemaProperty("OrganizationNumber", PropertyType.Text), new SchemaProperty("Number", PropertyType.Integer)]);

    [Theory]
    [InlineData("Email", " Kari@Nord.NO", "kari@nord.no", true)]
    [InlineData("Email", "", "", false)]
    [InlineData("Email", "  ", null, false)]
    [InlineData("Phone", "+47 900 00 000", "90000000", true)]
    [InlineData("Phone", "004790000000", "900 00 000", true)]
    [InlineData("OrganizationNumber", "NO 987 654 325 MVA", "987654325", true)]
    [InlineData("OrganizationNumber", "987654325", "987654324", false)]
    [InlineData("Email", "å@x.no", "å@x.no", true)]
    public void Keys_are_compared_by_what_they_are_and_blank_never_matches(string path, string? one, string? other, bool same)
    {
        var keys = Keys([[path]]);
        var a = MatchKey.Of(Record.Of(Person, null, KeyValuePair.Create(path, (object?)one)), Side.A, keys);
        var b = MatchKey.Of(Record.Of(Person, null, KeyValuePair.Create(path, (object?)other)), Side.B, keys);
        a.Intersect(b).Any().ShouldBe(same);
    }

    [Fact]
    public void All_parts_of_one_row_must_agree()
    {
        var keys = Keys([["Email", "Number"]]);
        Record Of(string mail, long number) => Record.Of(Person, null, KeyValuePair.Create("Email", (object?)mail), KeyValuePair.Create("Number", (object?)number));
        MatchKey.Of(Of("a@b.no", 1), Side.A, keys).ShouldBe(MatchKey.Of(Of("A@b.no", 1), Side.B, keys));
        MatchKey.Of(Of("a@b.no", 1), Side.A, keys).ShouldNotBe(MatchKey.Of(Of("a@b.no", 2), Side.B, keys));
    }

    [Fact]
    public void The_first_row_that_finds_anything_decides()
    {
        var result = Matcher.Match([C("a", "0\u001fx", "1\u001fy")], [C("b1", "0\u001fx"), C("b2", "1\u001fy")]);
        result.A[new RecordId("a")].ShouldBeOfType<Match.Found>().Partner.Id.Text.ShouldBe("b1");
        result.B[new RecordId("b2")].ShouldBeOfType<Match.Several>();
    }

    [Fact]
    public void Several_candidates_are_never_a_choice()
    {
        var result = Matcher.Match([C("a", "0\u001fx")], [C("b1", "0\u001fx"), C("b2", "0\u001fx")]);
        result.A[new RecordId("a")].ShouldBeOfType<Match.Several>().Candidates.Length.ShouldBe(2);
        result.B.Values.ShouldAllBe(m => m is Match.Several);
    }

    [Fact]
    public void Two_that_claim_one_are_for_a_person()
    {
        var result = Matcher.Match([C("a1", "0\u001fx"), C("a2", "0\u001fx")], [C("b", "0\u001fx")]);
        result.A.Values.Concat(result.B.Values).ShouldAllBe(m => m is Match.Several);
    }

    [Fact]
    public void Swapping_the_sides_swaps_the_result_over_many_random_keys()
    {
        var random = new Random(7);
        for (var round = 0; round < 500; round++)
        {
            List<Candidate> Some(string name) => [.. Enumerable.Range(0, random.Next(6)).Select(i => C($"{name}{i}", [.. Enumerable.Range(0, random.Next(3)).Select(r => $"{r}\u001f{random.Next(4)}")]))];
            var (a, b) = (Some("a"), Some("b"));
            var (there, back) = (Matcher.Match(a, b), Matcher.Match(b, a));
            foreach (var c in a) Kind(there.A[c.Id]).ShouldBe(Kind(back.B[c.Id]));
            foreach (var found in there.A.Where(m => m.Value is Match.Found))
                there.B[((Match.Found)found.Value).Partner.Id].ShouldBeOfType<Match.Found>().Partner.Id.ShouldBe(found.Key);
        }
    }

    private static string Kind(Match match) => match is Match.Found found ? $"found {found.Partner.Id}" : match.GetType().Name;

    private static Candidate C(string id, params string[] keys) => new(new RecordId(id), id, [.. keys]);

    private static System.Collections.Immutable.ImmutableArray<MergeKey> Keys(string[][] rows) => [.. rows.Select(row => new MergeKey([.. row.Select(path => new KeyPart(path, path))]))];
}
