using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Records;
using Shouldly;
using Record = SesamTalk.Engine.Records.Record;

namespace SesamTalk.Tests.Engine.Connectors.Rest;

/// <summary>What a manifest can say beside the plain list and record.</summary>
public sealed class ManifestKindsTests
{
    private const string Shop = """
        name: Shop
        headers: { X-Tenant: "{secret.tenantKey}" }
        entities:
          - name: Orders
            id: id
            fields: { id: integer, number: { type: string, default: new }, gone: boolean }
            deleted: { property: gone, value: true }
            operations:
              list: { path: /orders, itemsPath: orders }
              lookup: { path: "/orders/{id}" }
              changes: { path: /changes, query: { after: "{token}" }, itemsPath: changes, token: last, id: order, deleted: { property: kind, value: deleted } }
              defaults: { path: /orders/new, recordPath: draft }
              insert: { path: /orders, body: { order: "{record}", source: "talk {record.number|upper}" } }
          - name: Lines
            id: [order_id, line]
            parent: { entity: Orders, field: order_id }
            fields: { order_id: { type: integer, references: [Orders] }, line: integer, text: string }
            operations:
              list: { path: "/orders/{parent.id}/lines", itemsPath: lines }
              lookup: { path: "/orders/{id.order_id}/lines/{id.line}" }
              insert: { path: "/orders/{record.order_id}/lines" }
              update: { path: "/orders/{id.order_id}/lines/{id.line}", method: PUT, send: whole }
              delete: { path: "/orders/{id.order_id}/lines/{id.line}" }
          - name: Prices
            id: sku
            clientIds: true
            fields: { sku: string, price: number }
            operations:
              list: { method: POST, path: /graphql, itemsPath: data.prices.edges, unwrap: node, body: { query: { literal: "{ prices { edges { node { sku price } } } }" }, variables: { first: "{size}", after: "{cursor}" } }, paging: { kind: cursor, next: data.prices.end, size: 2 } }
              upsert: { path: "/prices/{id}" }
        """;

    [Fact]
    public async Task Children_are_read_below_each_parent_that_lives_and_know_whose_they_are()
    {
        using var scene = Scene(path => path switch
        {
            "/v1/orders" => """{"orders":[{"id":1},{"id":2,"gone":true},{"id":3}]}""",
            "/v1/orders/1/lines" => """{"lines":[{"line":1,"text":"a"},{"line":2,"text":"b"}]}""",
            "/v1/orders/3/lines" => """{"lines":[{"line":1,"text":"c"}]}""",
            "/v1/orders/3/lines/1" => """{"line":1,"text":"c"}""",
            _ => null,
        });

        var (changes, _, error) = await scene.ReadAsync("Lines");
        error.ShouldBeNull();
        changes.Select(change => change.Id.Text).ShouldBe(["1/1", "1/2", "3/1"]);
        changes.Select(change => change.Record!["order_id"]).ShouldBe([1L, 1L, 3L]);
        (await scene.Connector.ReadAsync("Lines", new("3/1"), default)).Value!.Change!.Record!["order_id"].ShouldBe(3L);
        (await scene.Connector.ReadAsync("Lines", new("3"), default)).Value!.Change.ShouldBeNull();
    }

    [Fact]
    public async Task A_child_is_written_at_its_parents_address()
    {
        using var scene = Scene(_ => """{"line":4,"text":"new"}""");
        var schema = (await scene.Connector.DescribeAsync(default)).Value!.Find("Lines")!.Schema;
        var made = await scene.Connector.WriteAsync(Create("Lines", schema, ("order_id", 7L), ("text", "new")), default);
        made.Value!.Id.Text.ShouldBe("7/4");
        var values = Record.Of(schema, null, KeyValuePair.Create("text", (object?)"other"));
        await scene.Connector.WriteAsync(new Write("Lines", WriteKind.Update, new("7/4"), values, made.Value.After, RecordVersion.None, null), default);
        scene.Asked.ShouldBe(["""POST /v1/orders/7/lines {"order_id":7,"text":"new"}""", """PUT /v1/orders/7/lines/4 {"text":"other"}"""]);
    }

    [Fact]
    public async Task A_list_of_changes_is_followed_by_looking_up_what_it_names()
    {
        var told = """{"changes":[],"last":"t1"}""";
        using var scene = Scene(path => path switch
        {
            "/v1/changes" => told,
            "/v1/orders" => """{"orders":[{"id":1,"number":"A"}]}""",
            "/v1/orders/2" => """{"id":2,"number":"B"}""",
            _ => null,
        });
        var (first, cursor, _) = await scene.ReadAsync("Orders");
        (first.Count, cursor).ShouldBe((1, "t1"));
        scene.Asked[0].ShouldStartWith("GET /v1/changes", customMessage: "the place is taken before the records are read");

        told = """{"changes":[{"order":1,"kind":"changed"},{"order":2,"kind":"changed"},{"order":1,"kind":"deleted"}],"last":"t2"}""";
        var (next, after, _) = await scene.ReadAsync("Orders", cursor);
        next.Select(change => (change.Id.Text, change.Kind)).ShouldBe([("1", ChangeKind.Deletion), ("2", ChangeKind.Upsert)]);
        after.ShouldBe("t2");
        scene.Asked.ShouldContain("GET /v1/changes?after=t1");
    }

    [Fact]
    public async Task A_new_record_is_laid_over_the_systems_defaults_and_the_manifests()
    {
        using var scene = Scene(path => path == "/v1/orders/new" ? """{"draft":{"id":0,"gone":false}}""" : """{"id":9,"number":"new"}""");
        var schema = (await scene.Connector.DescribeAsync(default)).Value!.Find("Orders")!.Schema;
        (await scene.Connector.WriteAsync(Create("Orders", schema), default)).Value!.Id.Text.ShouldBe("9");
        scene.Asked[^1].ShouldBe("""POST /v1/orders {"order":{"number":"new","gone":false},"source":"talk NEW"}""");
    }

    [Fact]
    public async Task A_list_can_be_a_query_in_a_body_and_an_upsert_takes_our_id()
    {
        var page = 0;
        using var scene = Scene(path => path != "/v1/graphql" ? "" : ++page == 1
            ? """{"data":{"prices":{"edges":[{"node":{"sku":"a","price":1.5}}],"end":"x"}}}"""
            : """{"data":{"prices":{"edges":[{"node":{"sku":"b","price":2}}],"end":null}}}""");
        (await scene.ReadAsync("Prices")).Changes.Select(change => change.Id.Text).ShouldBe(["a", "b"]);
        scene.Asked[0].ShouldEndWith("""{"query":"{ prices { edges { node { sku price } } } }","variables":{"first":2}}""");
        scene.Asked[1].ShouldContain("""{"first":2,"after":"x"}""");

        var entity = (await scene.Connector.DescribeAsync(default)).Value!.Find("Prices")!;
        entity.Capabilities.ClientAssignedIds.ShouldBeTrue();
        var made = await scene.Connector.WriteAsync(Create("Prices", entity.Schema, ("price", 3m)) with { Id = new("c/d") }, default);
        made.Value!.Id.Text.ShouldBe("c/d");
        scene.Asked[^1].ShouldBe("""PUT /v1/prices/c%2Fd {"sku":"c/d","price":3}""");
    }

    private static Write Create(string entity, Schema schema, params (string Path, object? Value)[] values) =>
        new(entity, WriteKind.Create, null, Record.Of(schema, null, values.Select(value => KeyValuePair.Create(value.Path, value.Value))), null, RecordVersion.None, null);

    private static RestScene Scene(Func<string, string?> answer) => new(Shop, request =>
    {
        request.Headers.GetValues("X-Tenant").ShouldBe(["tenant-secret"]);
        return answer(request.RequestUri!.AbsolutePath) is { } body ? RestScene.Json(body) : new(System.Net.HttpStatusCode.NotFound);
    }, ("tenantKey", "tenant-secret"));
}
