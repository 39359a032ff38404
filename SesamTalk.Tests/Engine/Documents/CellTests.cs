using SesamTalk.Engine.Documents;
using Shouldly;

namespace SesamTalk.Tests.Engine.Documents;

public sealed class CellTests
{
    [Theory]
    [InlineData("dependency-source", 0, "contact.phones.number", """[{"value":"MOBILE","path":"contact.phones.kind"}]""")]
    [InlineData("dependency-value-with-in", 0, "fax", """[{"value":"left in box (3)","path":"kind"}]""")]
    [InlineData("dependency-blank-value", 0, "tag", """[{"value":"","path":"tags.class"}]""")]
    [InlineData("dependency-blank-path", 0, "tag", """[{"value":"wd:Q42","path":""}]""")]
    [InlineData("dependency-blank-path", 1, "both", """[{"value":"","path":""}]""")]
    [InlineData("dependency-doubled", 0, "tag", """[{"value":"A","path":"kind"},{"value":"B","path":"kind"}]""")]
    [InlineData("every", 0, "name", "null")]
    public void A_source_cell_is_a_path_and_its_dependencies(string sample, int row, string path, string condition)
    {
        var property = Sample.PairJson(sample).GetProperty("properties")[row];
        property.GetProperty("source").GetString().ShouldBe(path);
        property.GetProperty("source_condition").GetRawText().ShouldBe(condition);
    }

    [Theory]
    [InlineData("dependency-target", 0, "phones.number", """[{"value":"wd:Q17517","path":"phones.class"}]""")]
    [InlineData("dependency-doubled", 1, "mark", """[{"value":"wd:Q1","path":""},{"value":"wd:Q2","path":""}]""")]
    public void A_target_cell_is_a_path_and_its_dependencies(string sample, int row, string path, string condition)
    {
        var property = Sample.PairJson(sample).GetProperty("properties")[row];
        property.GetProperty("target").GetString().ShouldBe(path);
        property.GetProperty("target_condition").GetRawText().ShouldBe(condition);
    }

    [Fact]
    public void Types_are_json_values_or_nothing()
    {
        Types("types-plain").ShouldBe(["\"string\"", "\"integer\"", "\"float\"", "\"boolean\"", "null"]);
        Types("types-expressions").ShouldBe(["""["datetime-format","%Y-%m-%d","_."]""", """["list","_."]""", """["integer",["decimal","_."]]""", """["if",["neq","_.","X"],"integer","string"]""", """["concat","\"","_.","æ"]"""]);
    }

    [Fact]
    public void A_damaged_type_is_kept_word_for_word_and_reported()
    {
        Sample.PairJson("types-damaged").GetProperty("properties").EnumerateArray().Select(p => p.GetProperty("data_type").GetString())
            .ShouldBe(["\"datetime-format\",\"%Y-%m-%d\",\"_.\"]", "string", ""]);
        Sample.PairJson("types-damaged").GetProperty("anomalies").GetArrayLength().ShouldBe(3);
    }

    [Fact]
    public void A_type_outside_the_table_belongs_to_the_row_above_it()
    {
        var rows = Sample.Section("type-outside-table").Properties.ToList();
        rows[0].Type.ShouldBe(new DocumentType("""["list","_."]""", DocumentTypeForm.Damaged));
        rows[1].Type.ShouldBe(DocumentType.Named("string"));
    }

    [Theory]
    [InlineData("empty-cells", "|name", "title|")]
    [InlineData("odd-paths", "ps:P297|variants..sku|$original_id|line_items.Price2", "code|sku|sesam_id|rows.price")]
    [InlineData("trailing-white-space", "name\t", "title ")]
    [InlineData("fan-in-and-fan-out", "payer|buyer|buyer", "client|client|owner")]
    public void Paths_are_kept_as_written_in_their_order(string sample, string sources, string targets)
    {
        var rows = Sample.Section(sample).Properties.ToList();
        rows.Select(r => r.Source.Path).ShouldBe(sources.Split('|'));
        rows.Select(r => r.Target.Path).ShouldBe(targets.Split('|'));
    }

    [Fact]
    public void Several_properties_in_a_key_are_one_combination() =>
        Sample.Section("key-combination").MergeKeys.Single().ShouldBe(new MergeRow(["firstName", "lastName"], ["given", "family"]));

    [Fact]
    public void A_table_with_a_header_only_has_no_rows() => Sample.Document("every-empty-table").Sections.ShouldAllBe(s => !s.Properties.Any());

    private static IEnumerable<string> Types(string sample) =>
        Sample.PairJson(sample).GetProperty("properties").EnumerateArray().Select(p => p.GetProperty("data_type").GetRawText());
}
