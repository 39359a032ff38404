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

    [Theory]
    [InlineData("Name", "Blåbær AS", "BLA\u030ABÆR AS")]
    [InlineData("Name", "Ａｃｍｅ　ＡＳ", "acme as")]
    [InlineData("Name", "Fjord\u00A0Kafé ", "fjord kafe\u0301")]
    [InlineData("Email", "Ｋａｒｉ@nord.no", "kari@NORD.no")]
    [InlineData("Contact.MobilePhone", "９００ ００ ０００", "+47 900 00 000")]
    [InlineData("tlf", "(+47) 900-00-000", "90000000")]
    [InlineData("org_number", "９８７６５４３２５", "987 654 325")]
    [InlineData("OrgNr", "NO987654325MVA", "987654325")]
    [InlineData("VatNo", "NO 987654325", "987654325")]
    public void What_systems_write_differently_is_the_same_key(string path, string one, string other) => SameKey(path, one, other).ShouldBeTrue();

    [Theory]
    [InlineData("Name", "Blåbær", "Blabær")]
    [InlineData("Email", "kari@nord.no", "kari+x@nord.no")]
    [InlineData("Phone", "+46 900 00 000", "90000000")]
    [InlineData("OrganizationName", "Nord 1 AS", "Sør 1 AS")]
    [InlineData("Organisation", "Nord 1", "Sør 1")]
    [InlineData("PrivateNumber", "A1", "B1")]
    [InlineData("OrganizationNumber", "unknown", "none")]
    [InlineData("Phone", "-", "n/a")]
    public void What_only_looks_alike_is_not(string path, string one, string other) => SameKey(path, one, other).ShouldBeFalse();

    [Fact]
    public void A_number_is_the_same_key_in_whichever_type_a_system_keeps_it()
    {
        object[] fortyTwo = ["42", 42L, 42m, 42.00m];
        foreach (var (one, other) in fortyTwo.SelectMany(_ => fortyTwo, (one, other) => (one, other))) SameKey("Number", one, other).ShouldBeTrue($"{one} {other}");
        object[] day = ["2026-02-28", new DateOnly(2026, 2, 28)];
        foreach (var (one, other) in day.SelectMany(_ => day, (one, other) => (one, other))) SameKey("Born", one, other).ShouldBeTrue($"{one} {other}");
        SameKey("Number", 42m, 42.5m).ShouldBeFalse();
        SameKey("Active", true, "True").ShouldBeTrue();
    }

    [Fact]
    public void Any_element_of_a_list_may_match_and_two_hits_are_still_several()
    {
        var (mail, person) = Lists();
        Record Of(params string[] mails) => Record.Of(person, null, KeyValuePair.Create("Emails", (object?)new ElementList([.. mails.Select(one => Record.Of(mail, null, KeyValuePair.Create("Value", (object?)one)))])));
        var keys = Keys([["Emails.Value"]]);
        Candidate Candidate(string id, params string[] mails) => new(new RecordId(id), id, MatchKey.Of(Of(mails), Side.A, keys));
        Matcher.Match([Candidate("a", "x@x.no", "KARI@nord.no")], [Candidate("b", "kari@nord.no"), Candidate("c", "y@x.no")]).A[new RecordId("a")].ShouldBeOfType<Match.Found>().Partner.Id.Text.ShouldBe("b");
        Matcher.Match([Candidate("a", "x@x.no", "y@x.no")], [Candidate("b", "x@x.no"), Candidate("c", "y@x.no")]).A[new RecordId("a")].ShouldBeOfType<Match.Several>().Candidates.Length.ShouldBe(2);
        Matcher.Match([Candidate("a", "", " ")], [Candidate("b", "")]).A[new RecordId("a")].ShouldBeOfType<Match.None>();
        Matcher.Match([Candidate("a")], [Candidate("b")]).A[new RecordId("a")].ShouldBeOfType<Match.None>();
    }

    [Fact]
    public void A_row_with_a_blank_part_finds_nothing_and_the_next_row_is_tried()
    {
        var keys = Keys([["Email", "Number"], ["Phone"]]);
        Record Of(string? mail, long? number, string phone) => Record.Of(Person, null, KeyValuePair.Create("Email", (object?)mail), KeyValuePair.Create("Number", (object?)number), KeyValuePair.Create("Phone", (object?)phone));
        Candidate Candidate(string id, string? mail, long? number, string phone) => new(new RecordId(id), id, MatchKey.Of(Of(mail, number, phone), Side.A, keys));
        var found = Matcher.Match([Candidate("a", "k@x.no", null, "1")], [Candidate("b", "k@x.no", null, "2"), Candidate("c", "k@x.no", 7, "1")]).A[new RecordId("a")].ShouldBeOfType<Match.Found>();
        (found.Partner.Id.Text, found.Row).ShouldBe(("c", 1));
    }

    [Fact]
    public void Two_that_a_person_told_apart_are_never_found_and_leave_the_others_free()
    {
        var told = Matcher.Match([C("a", "0\u001fx")], [C("b1", "0\u001fx"), C("b2", "0\u001fx")], (a, b) => (a.Text, b.Text) == ("a", "b1"));
        told.A[new RecordId("a")].ShouldBeOfType<Match.Found>().Partner.Id.Text.ShouldBe("b2");
        told.B[new RecordId("b1")].ShouldBeOfType<Match.None>();
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

    private static bool SameKey(string path, object one, object other)
    {
        Record Of(object value) => Record.Of(new Schema("P", [new SchemaProperty(path, PropertyType.Text)]), null, KeyValuePair.Create(path, (object?)value));
        return MatchKey.Of(Of(one), Side.A, Keys([[path]])).Intersect(MatchKey.Of(Of(other), Side.B, Keys([[path]]))).Any();
    }

    private static (Schema Mail, Schema Person) Lists()
    {
        var mail = new Schema("mail", [new SchemaProperty("Value", PropertyType.Text)]);
        return (mail, new Schema("P", [new SchemaProperty("Emails", PropertyType.List) { Element = mail }]));
    }

    private static string Kind(Match match) => match is Match.Found found ? $"found {found.Partner.Id}" : match.GetType().Name;

    private static Candidate C(string id, params string[] keys) => new(new RecordId(id), id, [.. keys]);

    private static System.Collections.Immutable.ImmutableArray<MergeKey> Keys(string[][] rows) => [.. rows.Select(row => new MergeKey([.. row.Select(path => new KeyPart(path, path))]))];
}
