using SesamTalk.Engine.Connectors.Rest;
using Shouldly;

namespace SesamTalk.Tests.Engine.Connectors.Rest;

public sealed class ManifestTests
{
    private const string Good = """
        name: Test
        auth:
          kind: apiKey
          header: X-Key
        entities:
          - name: Orders
            id: id
            updated: changed
            fields:
              id: string
              changed: dateTime
              customer: { type: string, references: [Orders] }
            operations:
              list:
                path: /orders
                query: { since: "{since}", page: "{page}" }
                itemsPath: items
                paging: { kind: page, size: 50 }
                since: { format: iso }
              lookup:
                path: /orders/{id}
        """;

    [Fact]
    public void Every_shipped_manifest_can_be_read()
    {
        ShippedManifests.Names.ShouldContain("unnamed");
        foreach (var name in ShippedManifests.Names) ManifestReader.Read(ShippedManifests.Find(name)!).Entities.ShouldNotBeEmpty();
    }

    [Fact]
    public void The_unnamed_system_has_invoices_for_two_kinds_of_customers()
    {
        var manifest = ManifestReader.Read(ShippedManifests.Find("unnamed")!);
        manifest.Entities.Select(entity => entity.Schema.Entity).ShouldBe(["Customers company", "Customers person", "Invoices"]);
        manifest.Entities[2].Schema.Find("customer")!.References.ShouldBe(["Customers company", "Customers person"]);
    }

    [Fact]
    public void Capabilities_follow_from_what_is_declared()
    {
        var entity = ManifestReader.Read(Good).Entities[0].Describe(TimeSpan.Zero).Capabilities;
        (entity.ChangeCursor, entity.CanCreate, entity.CanUpdate, entity.CanDelete, entity.LocksByVersion).ShouldBe((true, false, false, false, false));
    }

    [Theory]
    [InlineData("  kind: apiKey", "  kind: oauth", 3, "auth.kind", "apiKey, bearer, basic")]
    [InlineData("  header: X-Key", "  head: X-Key", 4, "auth.head", "not known")]
    [InlineData("    id: id", "    id: key", 7, "entities[0].id", "no key")]
    [InlineData("    updated: changed", "    updated: id", 8, "entities[0].updated", "type")]
    [InlineData("      id: string", "      id: guid", 10, "entities[0].fields.id", "string, integer, number")]
    [InlineData("references: [Orders]", "references: [Customers]", 12, "entities[0].fields.customer.references[0]", "Customers")]
    [InlineData("        path: /orders\n", "        path: orders\n", 15, "entities[0].operations.list.path", "slash")]
    [InlineData("\"{page}\"", "\"{pages}\"", 16, "entities[0].operations.list.query.page", "{pages}")]
    [InlineData("\"{page}\"", "\"{page\"", 16, "entities[0].operations.list.query.page", "brace")]
    [InlineData("kind: page, size: 50", "kind: page, size: none", 18, "entities[0].operations.list.paging.size", "number")]
    [InlineData("since: { format: iso }", "since: { format: week }", 19, "entities[0].operations.list.since.format", "isoMilliseconds")]
    [InlineData("        since: { format: iso }\n", "", 15, "entities[0].operations.list", "belong together")]
    [InlineData("/orders/{id}", "/orders/", 20, "entities[0].operations.lookup.path", "{id}")]
    [InlineData("name: Test", "name: [Test", 2, "", "YAML")]
    [InlineData("name: Test", "title: Test", 1, "title", "not known")]
    [InlineData("name: Test", "name: &a Test", 1, "", "anchors")]
    public void A_mistake_is_named_by_line_and_key(string good, string bad, int line, string key, string words)
    {
        var text = Good.ReplaceLineEndings("\n");
        text.ShouldContain(good);

        var wrong = Should.Throw<ManifestException>(() => ManifestReader.Read(text.Replace(good, bad)));

        wrong.Key.ShouldBe(key);
        ((int)wrong.Line).ShouldBeInRange(line - 1, line + 1, wrong.Message);
        wrong.Message.ShouldContain(words);
    }

    [Theory]
    [InlineData("")]
    [InlineData("- a\n- b")]
    [InlineData("name: a\n---\nname: b")]
    [InlineData("\tname: a")]
    public void What_is_no_manifest_at_all_is_said_so(string text) => Should.Throw<ManifestException>(() => ManifestReader.Read(text));
}
