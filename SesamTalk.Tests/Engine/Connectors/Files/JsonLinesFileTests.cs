using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Records;
using Shouldly;

namespace SesamTalk.Tests.Engine.Connectors.Files;

/// <summary>JSON Lines: what is absent stays absent, and what nobody declared is kept.</summary>
public sealed class JsonLinesFileTests
{
    private const string Lines = """
        {"id":"a","name":"Åse","address":{"city":"Bodø","zip":"8006"},"tags":["x",{"y":1}],"score":1.50}

        {"id":"b","address":null,"name":null}
        {"id":"c","name":""}

        """;

    [Fact]
    public async Task Absent_null_and_empty_are_three_things()
    {
        await using var folder = FileFolder.With("t.jsonl", Lines);

        (await folder.OneAsync("a"))!["address.city"].ShouldBe("Bodø");
        (await folder.OneAsync("b"))!["address.city"].ShouldBeNull();
        (await folder.OneAsync("b"))!["score"].ShouldBe(Absent.Instance);
        (await folder.OneAsync("c"))!["name"].ShouldBe("");
        (await folder.OneAsync("c"))!["address.city"].ShouldBe(Absent.Instance);
        (await folder.DescribedAsync()).Schema.Properties.Select(p => $"{p.Path}:{p.Type}").ShouldBe(["id:Text", "name:Text", "address.city:Text", "address.zip:Text", "score:Decimal"], ignoreOrder: true);
    }

    [Fact]
    public async Task An_edit_leaves_other_members_and_other_lines_as_they_stand()
    {
        await using var folder = FileFolder.With("t.jsonl", Lines);

        (await folder.WriteAsync(WriteKind.Update, "a", new KeyValuePair<string, object?>("address.city", "Alta"))).Error.ShouldBeNull();
        (await folder.WriteAsync(WriteKind.Update, "b", new KeyValuePair<string, object?>("address.city", "Vardø"))).Error.ShouldBeNull();

        folder.Text().ShouldBe("""
            {"id":"a","name":"Åse","address":{"city":"Alta","zip":"8006"},"tags":["x",{"y":1}],"score":1.50}
            {"id":"b","address":{"city":"Vardø"},"name":null}
            {"id":"c","name":""}

            """);
    }

    [Fact]
    public async Task A_new_record_holds_what_was_sent_and_an_id_that_nobody_has()
    {
        await using var folder = FileFolder.With("t.jsonl", Lines);

        var made = (await folder.WriteAsync(WriteKind.Create, null, new KeyValuePair<string, object?>("address.zip", "9510"))).Value.ShouldNotBeNull();

        Guid.TryParse(made.Id.Text, out _).ShouldBeTrue();
        folder.Text().ShouldEndWith($$$"""{"id":"{{{made.Id}}}","address":{"zip":"9510"}}""" + "\n");
    }

    [Theory]
    [InlineData("{\"id\":\"a\"}\n{\"id\":\"b\",\n", "line 2")]
    [InlineData("{\"id\":\"a\"}\n[1]\n", "line 2")]
    [InlineData("{\"id\":\"a\"} {}\n", "line 1")]
    [InlineData("{\"id\":\"a\"}\n{\"name\":\"x\"}\n", "line 2")]
    [InlineData("{\"id\":\"a\",\"n\":1}\n{\"id\":\"b\",\"n\":\"x\"}\n", "line 2: n")]
    public async Task What_cannot_be_read_is_named_by_file_and_line(string content, string where)
    {
        await using var folder = FileFolder.With("t.jsonl", content);

        var message = ((await folder.Connector.DescribeAsync(default)).Error ?? (await folder.TryReadAsync()).Error).ShouldBeOfType<ConnectorError.Garbled>().Message;

        message.ShouldStartWith($"t.jsonl, {where}");
    }

    [Fact]
    public async Task A_line_behind_the_first_thousand_of_another_kind_is_named_too()
    {
        await using var folder = FileFolder.With("t.jsonl", string.Concat(Enumerable.Range(0, 1000).Select(n => $"{{\"id\":\"{n}\",\"n\":1}}\n")) + "{\"id\":\"x\",\"n\":true}\n");

        (await folder.TryReadAsync()).Error.ShouldBeOfType<ConnectorError.Garbled>().Message.ShouldStartWith("t.jsonl, line 1001: n should be a number");
    }

    [Fact]
    public async Task A_line_longer_than_the_buffer_is_read_whole()
    {
        var long1 = new string('å', 100_000);
        await using var folder = FileFolder.With("t.jsonl", $"{{\"id\":\"a\",\"name\":\"{long1}\"}}\n{{\"id\":\"b\",\"name\":\"{long1}\"}}\n");

        (await folder.ReadAsync()).Changes.Select(change => ((string)change.Record!["name"]!).Length).ShouldBe([100_000, 100_000]);
    }
}
