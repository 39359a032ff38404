using System.IO.Compression;
using SesamTalk.Engine.Connectors;
using Shouldly;

namespace SesamTalk.Tests.Engine.Connectors.Rest;

/// <summary>Systems that answer what no system should.</summary>
public sealed class HostileAnswerTests
{
    private static string Manifest(string paging, string list = "path: /items") => $$"""
        name: Hostile
        auth: { kind: apiKey, query: key }
        entities:
          - name: Items
            id: id
            fields: { id: string, name: string }
            operations:
              list: { {{list}}, itemsPath: items, paging: { {{paging}} } }
              lookup: { path: "/items/{id}" }
        """;

    [Theory]
    [InlineData("https://other.example/v1/items?page=2")]
    [InlineData("http://api.example/v1/items?page=2")]
    [InlineData("https://api.example:8443/v1/items")]
    [InlineData("https://api.example@other.example/items")]
    [InlineData("//other.example/items")]
    [InlineData("file:///etc/passwd")]
    public async Task A_next_link_to_another_host_is_not_followed(string next)
    {
        using var scene = new RestScene(Manifest("kind: nextLink, next: next"), _ => RestScene.Json($$"""{"items":[{"id":"1"}],"next":"{{next}}"}"""), ("apiKey", "the-secret-key"));

        (await scene.ReadAsync("Items")).Error.ShouldBeOfType<ConnectorError.Garbled>().Message.ShouldContain("another system");
        scene.Asked.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_next_link_of_the_same_host_is_followed_with_the_key_once_however_it_is_written()
    {
        using var scene = new RestScene(
            Manifest("kind: nextLink, next: next"),
            request => RestScene.Json(request.RequestUri!.Query.Contains("p=2") ? """{"items":[{"id":"2"}]}""" : """{"items":[{"id":"1"}],"next":"?p=2&key=the-secret-key"}"""),
            ("apiKey", "the-secret-key"));

        (await scene.ReadAsync("Items")).Changes.Count.ShouldBe(2);
        scene.Asked.ShouldBe(["GET /v1/items?key=the-secret-key", "GET /v1/items?p=2&key=the-secret-key"]);
    }

    [Theory]
    [InlineData("kind: nextLink, next: next", """{"items":[{"id":"N"}],"next":"/v1/items?p=X"}""")]
    [InlineData("kind: cursor, next: next", """{"items":[{"id":"N"}],"next":"X"}""")]
    [InlineData("kind: page", """{"items":[{"id":"1"},{"id":"2"}]}""")]
    [InlineData("kind: offset", """{"items":[{"id":"1"},{"id":"2"}]}""")]
    public async Task Paging_that_goes_in_circles_is_noticed_at_the_second_round(string paging, string page)
    {
        var asked = 0;
        using var scene = new RestScene(Manifest(paging, "path: /items, query: { c: \"{cursor}\", n: \"{page}\" }"), _ => RestScene.Json(page.Replace("N", $"{++asked}").Replace("X", $"{asked % 2}")), ("apiKey", "k"));

        var (_, cursor, error) = await scene.ReadAsync("Items");

        error.ShouldBeOfType<ConnectorError.Garbled>().Message.ShouldContain("again and again");
        cursor.ShouldBeNull();
        asked.ShouldBeLessThan(5);
    }

    [Theory]
    [InlineData("""{"items":[{"id":{"a":1}}]}""")]
    [InlineData("""{"items":[{"id":"1","name":7}]}""")]
    [InlineData("""{"items":{"id":"1"}}""")]
    [InlineData("""{"items":null}""")]
    [InlineData("""{"other":[]}""")]
    [InlineData("""{"items":[{"id":""}]}""")]
    public async Task A_wrong_type_anywhere_is_garbled_and_never_an_empty_list(string body)
    {
        using var scene = new RestScene(Manifest("kind: none"), _ => RestScene.Json(body), ("apiKey", "k"));
        (await scene.ReadAsync("Items")).Error.ShouldBeOfType<ConnectorError.Garbled>();
    }

    [Fact]
    public async Task An_answer_nested_without_end_is_garbled()
    {
        using var scene = new RestScene(Manifest("kind: none"), _ => RestScene.Json("{\"items\":[{\"id\":\"1\",\"more\":" + new string('[', 100_000) + new string(']', 100_000) + "}]}"), ("apiKey", "k"));
        (await scene.ReadAsync("Items")).Error.ShouldBeOfType<ConnectorError.Garbled>();
    }

    [Theory]
    [InlineData("..")]
    [InlineData(" ")]
    [InlineData(".")]
    public async Task A_blank_or_dotted_id_is_never_asked_for(string id)
    {
        using var scene = new RestScene(Manifest("kind: none"), _ => RestScene.Json("""{"id":"1"}"""), ("apiKey", "k"));
        (await scene.Connector.ReadAsync("Items", new(id), default)).Value!.Change.ShouldBeNull();
        scene.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_small_answer_that_unpacks_to_hundreds_of_megabytes_is_cut_off()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            for (var part = 0; part < 4096; part++) await gzip.WriteAsync(new byte[64 * 1024]);
        await using var server = await PackedServer.StartAsync(packed.ToArray());
        await using var connection = server.Connect(Manifest("kind: none"));

        var error = await FirstErrorAsync(connection.Connector);

        error.ShouldBeOfType<ConnectorError.Garbled>().Message.ShouldContain("64 MB");
        packed.Length.ShouldBeLessThan(4 * 1024 * 1024);
    }

    [Fact]
    public async Task An_answer_that_is_packed_wrongly_is_no_exception()
    {
        await using var server = await PackedServer.StartAsync("this is not packed at all"u8.ToArray());
        await using var connection = server.Connect(Manifest("kind: none").Replace("entities:", "rateLimit: { tries: 1 }\nentities:"));
        (await FirstErrorAsync(connection.Connector)).ShouldBeOfType<ConnectorError.Unreachable>();
    }

    private static async Task<ConnectorError?> FirstErrorAsync(IConnector connector)
    {
        await foreach (var answer in connector.ReadChangesAsync("Items", null, default)) return answer.Error;
        return null;
    }
}
