using SesamTalk.Engine.Documents;
using Shouldly;

namespace SesamTalk.Tests.Engine.Documents;

public sealed class OpeningTests
{
    [Fact]
    public void Every_is_unconditional()
    {
        var pair = Sample.PairJson("every");
        pair.GetProperty("unconditional").GetBoolean().ShouldBeTrue();
        pair.GetProperty("link_required").GetBoolean().ShouldBeFalse();
        pair.GetProperty("keep_in_sync").GetBoolean().ShouldBeTrue();
        pair.GetProperty("condition").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public void Before_requires_a_link_and_states_keys_as_alternatives()
    {
        var pair = Sample.PairJson("before-merge");
        pair.GetProperty("unconditional").GetBoolean().ShouldBeFalse();
        pair.GetProperty("link_required").GetBoolean().ShouldBeTrue();
        pair.GetProperty("merge_keys").GetRawText().ShouldBe(
            """[[{"source":["mail"],"target":["emails.address"]}],[{"source":["number"],"target":["externalNo"]}],[{"source":["phones.value"],"target":["phone"]}]]""");
    }

    [Fact]
    public void Matching_says_merge_and_create()
    {
        var pair = Sample.PairJson("every-match-merge");
        pair.GetProperty("merge_if_exists").GetBoolean().ShouldBeTrue();
        pair.GetProperty("create_if_no_match").GetBoolean().ShouldBeTrue();
        pair.GetProperty("merge_keys").GetArrayLength().ShouldBe(1);
    }

    [Theory]
    [InlineData("before-creation-one", "Order")]
    [InlineData("before-creation-two", "Order|Bill")]
    [InlineData("before-creation-many", "Larkbooks-orders|Customer-person|Stock item|Claim")]
    public void Creation_names_its_entities_as_written(string sample, string entities)
    {
        var pair = Sample.PairJson(sample);
        pair.GetProperty("create_if_connected_to").EnumerateArray().Select(e => e.GetString()).ShouldBe(entities.Split('|'));
        pair.GetProperty("create_connected_system").GetString().ShouldBe("Larkbooks");
        pair.GetProperty("create_target_system").GetString().ShouldBe("Moss Desk");
    }

    [Fact]
    public void Creation_towards_the_unnamed_system_has_an_empty_name() =>
        Sample.PairJson("blank-target-all-forms").GetProperty("create_target_system").GetString().ShouldBe("");

    [Fact]
    public void Connected_entities_of_an_unknown_system_are_kept_whole() =>
        Sample.Section("connected-system-absent").Creation.ShouldBe(new CreationSentence(null, ["Heron Order", "Bill"], "Moss Desk"));

    [Theory]
    [InlineData("condition-when", "When a Larkbooks Offer is signed, dated and paid", "when")]
    [InlineData("condition-remark", "Ask the bookkeeper which ones, it is not written down", "remark")]
    [InlineData("condition-full-stop", "When a Larkbooks Offer has the state \"won\" or \"kept\".", "when")]
    [InlineData("condition-nested-tail", "Every offer, it  will be looked at by hand", "remark")]
    public void A_condition_is_kept_word_for_word(string sample, string text, string kind)
    {
        var pair = Sample.PairJson(sample);
        pair.GetProperty("unconditional").GetBoolean().ShouldBeFalse();
        pair.GetProperty("condition").GetString().ShouldBe(text);
        pair.GetProperty("condition_kind").GetString().ShouldBe(kind);
        pair.GetProperty("link_required").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public void A_document_may_have_no_section() => Sample.Document("no-sections").Sections.ShouldBeEmpty();

    [Fact]
    public void An_unknown_sentence_is_a_remark_with_its_line()
    {
        Sample.PairJson("unknown-sentence").GetProperty("remarks").GetRawText().ShouldBe("""["line 16: The moon is made of cheese."]""");
        Sample.Json("remark-in-head").GetProperty("document_remarks").GetRawText().ShouldBe("""["line 12: A second paragraph."]""");
    }
}
