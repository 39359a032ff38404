using System.Text.Json.Nodes;
using SesamTalk.Engine.Connectors.Rest;
using SesamTalk.Engine.Connectors.Rest.Drafting;
using SesamTalk.Tests.Conformance.Rest;
using SesamTalk.Tests.House;
using Shouldly;

namespace SesamTalk.Tests.Engine.Connectors.Rest;

/// <summary>The schema and the reader accept and refuse the same, but for what only the reader can know: which names there are.</summary>
public sealed class ManifestSchemaTests
{
    private static readonly string Whole = File.ReadAllText(Path.Combine(SourceFile.Top, "SesamTalk.Tests", "Engine", "Connectors", "Rest", "whole.yaml")).ReplaceLineEndings("\n");
    private static readonly SchemaChecker Schema = new(JsonNode.Parse(ShippedManifests.Schema)!.AsObject());

    [Fact]
    public void A_manifest_that_says_everything_is_accepted_by_both()
    {
        Schema.Check(YamlJson.Parse(Whole)).ShouldBeEmpty();
        var manifest = ManifestReader.Read(Whole);
        manifest.Entities.Length.ShouldBe(3);
        manifest.Secrets.ShouldBe(["clientId", "clientSecret", "extraKey"], ignoreOrder: true);
    }

    [Fact]
    public void Every_shipped_manifest_and_every_shape_of_the_tests_fits_the_schema()
    {
        foreach (var name in ShippedManifests.Names) Schema.Check(YamlJson.Parse(ShippedManifests.Find(name)!)).ShouldBeEmpty(name);
        foreach (var paging in Enum.GetValues<ServerPaging>())
        foreach (var signIn in Enum.GetValues<ServerSignIn>())
        {
            var shape = new ServerShape(paging, signIn) { Locks = true, Patches = true, SoftDelete = true };
            Schema.Check(YamlJson.Parse(shape.Manifest)).ShouldBeEmpty(shape.ToString());
            ManifestReader.Read(shape.Manifest).Auth.Secrets.ShouldBe(shape.Secrets.Keys, ignoreOrder: true);
        }
    }

    [Theory]
    [InlineData("name: Everything\n", "")]
    [InlineData("name: Everything\n", "name: Everything\nowner: me\n")]
    [InlineData("kind: oauth2ClientCredentials", "kind: oauth")]
    [InlineData("tokenUrl: \"{baseAddress}/token\", ", "")]
    [InlineData("clientId: clientId", "clientId: \"8f2c-41aa a secret\"")]
    [InlineData("clientAuth: basic", "clientAuth: header")]
    [InlineData("requests: 100, ", "")]
    [InlineData("requests: 100, ", "requests: 100, perSecond: 3, ")]
    [InlineData("tries: 3", "tries: 11")]
    [InlineData("parallel: 2", "parallel: many")]
    [InlineData("inSuccess: errors, ", "")]
    [InlineData("code: errors.0.code, ", "")]
    [InlineData("    id: id\n", "")]
    [InlineData("id: [order_id, line]", "id: []")]
    [InlineData("{ type: string, required: true, maxLength: 20 }", "{ type: text }")]
    [InlineData("maxLength: 20", "maxLength: 0")]
    [InlineData("type: list, fields: { text: string, amount: number }", "type: list")]
    [InlineData("type: string, required: true, maxLength: 20", "type: string, fields: { a: string }")]
    [InlineData("archive: { property: state, value: closed }", "archive: { property: state }")]
    [InlineData("values: [deleted, void] }", "words: [deleted] }")]
    [InlineData("        path: /orders\n", "        path: orders\n")]
    [InlineData("        path: /orders\n", "")]
    [InlineData("kind: page, size: 50", "kind: pages, size: 50")]
    [InlineData("first: 0", "first: 2")]
    [InlineData("stop: short", "stop: later")]
    [InlineData("kind: cursor, next: next", "kind: cursor")]
    [InlineData("format: unix", "format: rfc")]
    [InlineData("accept: [200, 206]", "accept: [20]")]
    [InlineData("        token: last\n", "")]
    [InlineData("        id: order\n", "")]
    [InlineData("method: PUT", "method: SEND")]
    [InlineData("send: whole", "send: all")]
    [InlineData("by: [number], ", "by: [], ")]
    [InlineData("form: { \"q\": \"{field}:{value}\" }", "form: { \"q\": \"{value}\" }, body: { a: 1 }")]
    [InlineData("parent: { entity: Orders, field: order_id }", "parent: { entity: Orders }")]
    [InlineData("      list: { path: /settings", "      lists: { path: /settings")]
    [InlineData("kind: hmacSha256", "kind: md5")]
    [InlineData("signed: \"{timestamp}.{body}\"", "signed: \"fixed\"")]
    [InlineData("  id: data.id\n", "")]
    [InlineData("  event: type\n", "  event: type\n  eventHeader: X-Event\n")]
    [InlineData("  events: { order.changed: Orders, order.deleted: { entity: Orders, deleted: true } }", "  events: {}")]
    [InlineData("subscription: id }", "subscription: id, also: this }")]
    [InlineData("encoding: hex", "encoding: octal")]
    public void What_one_refuses_the_other_refuses_too(string good, string bad)
    {
        Whole.ShouldContain(good);
        var text = Whole.Replace(good, bad);

        var wrong = Should.Throw<ManifestException>(() => ManifestReader.Read(text));
        wrong.Line.ShouldBeGreaterThan(0);
        wrong.Message.Length.ShouldBeGreaterThan(20);
        Schema.Check(YamlJson.Parse(text)).ShouldNotBeEmpty(wrong.Message);
    }

    [Theory]
    [InlineData("{param.tenant}\", X-Extra", "{param.tenent}\", X-Extra", "{param.tenent}")]
    [InlineData("label: [number]", "label: [title]", "no title")]
    [InlineData("updated: changed", "updated: number", "type")]
    [InlineData("default: open", "default: open, references: [Nobody]", "Nobody")]
    [InlineData("\"/orders/{id}\", recordPath", "\"/orders/\", recordPath", "{id}")]
    [InlineData("{record.number|lower|truncate:5}", "{record.nmber}", "{record.number}")]
    [InlineData("{record.number|lower|truncate:5}", "{record.number|shorten}", "truncate")]
    [InlineData("{record.number|lower|truncate:5}", "{record.number|truncate}", "truncate:10")]
    [InlineData("since: \"{since}\", ", "", "belong together")]
    [InlineData("{ type: string, references: [Orders] }", "string", "references: [Orders]")]
    [InlineData("/orders/{parent.id}/lines", "/orders/{parent.key}/lines", "{parent.id}")]
    [InlineData("    clientIds: true\n", "", "clientIds")]
    [InlineData("order.changed: Orders,", "order.changed: Order,", "Order")]
    [InlineData("signed: \"{timestamp}.{body}\"", "signed: \"{body}\"", "timestamp")]
    [InlineData("  event: type\n", "", "told apart")]
    public void What_only_the_reader_can_know_it_says_in_words(string good, string bad, string words)
    {
        Whole.ShouldContain(good);
        Should.Throw<ManifestException>(() => ManifestReader.Read(Whole.Replace(good, bad))).Message.ShouldContain(words);
    }
}
