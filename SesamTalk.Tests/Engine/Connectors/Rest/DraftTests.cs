using SesamTalk.Engine.Connectors.Rest;
using SesamTalk.Engine.Connectors.Rest.Drafting;
using SesamTalk.Engine.Records;
using SesamTalk.Tests.House;
using Shouldly;

namespace SesamTalk.Tests.Engine.Connectors.Rest;

public sealed class DraftTests
{
    private static readonly string Shop = File.ReadAllText(Path.Combine(SourceFile.Top, "SesamTalk.Tests", "Web", "Cli", "Guide", "shop.openapi.yaml"));

    [Fact]
    public void A_description_becomes_entities_with_fields_paging_changes_search_and_sign_in()
    {
        var draft = ManifestDraft.FromOpenApi(Shop, []);
        var manifest = ManifestReader.Read(draft.Yaml);

        (manifest.Name, manifest.Auth.Kind, manifest.Errors.Message, manifest.Errors.Property).ShouldBe(("The little shop", RestAuthKind.Bearer, "error.message", "error.field"));
        var entity = manifest.Entities.ShouldHaveSingleItem();
        var schema = entity.Schema;
        (schema.Entity, entity.Ids[0], entity.Updated, entity.Reference).ShouldBe(("Customers", "id", "updated_at", "external_ref"));
        schema.Properties.Select(property => property.Path).ShouldBe(["name", "address.line", "country", "external_ref", "credit", "active", "since", "id", "updated_at"], ignoreOrder: true);
        (schema.Find("name")!.IsRequired, schema.Find("name")!.MaxLength, schema.Find("since")!.Type, schema.Find("id")!.IsReadOnly).ShouldBe((true, 200, PropertyType.Date, true));
        var list = entity.List;
        (list.ItemsPath, list.Paging.Kind, list.Paging.Size, list.Paging.Last, list.Since!.Format).ShouldBe(("items", RestPagingKind.Page, 200, "pages", RestMomentFormat.IsoMilliseconds));
        entity.Search!.By.ShouldBe(["name", "external_ref"]);
        new[] { entity.Lookup, entity.Insert, entity.Update, entity.Delete }.ShouldAllBe(operation => operation != null);
        draft.Notes.Select(note => note.What).ShouldContain(what => what.Contains("tags"));
        draft.Notes.ShouldAllBe(note => note.Place.Length > 0 && note.ToDo.Length > 0);
    }

    [Fact]
    public void An_older_description_in_json_is_read_as_well()
    {
        const string old = """
            { "swagger": "2.0", "info": { "title": "Old" }, "host": "old.example", "basePath": "/v1", "schemes": ["https"],
              "securityDefinitions": { "k": { "type": "apiKey", "in": "query", "name": "token" } },
              "definitions": { "Order": { "type": "object", "required": ["orderId"], "properties": { "orderId": { "type": "integer" }, "customerId": { "type": "integer" }, "lines": { "type": "array", "items": { "type": "object", "properties": { "text": { "type": "string" } } } } } },
                "Customer": { "type": "object", "properties": { "id": { "type": "integer" }, "name": { "type": "string" } } }, "Line": { "type": "object", "properties": { "id": { "type": "integer" }, "text": { "type": "string" } } } },
              "paths": {
                "/customers": { "get": { "parameters": [{ "name": "offset", "in": "query", "type": "integer" }, { "name": "limit", "in": "query", "type": "integer", "maximum": 50 }], "responses": { "200": { "schema": { "type": "array", "items": { "$ref": "#/definitions/Customer" } } } } } },
                "/orders": { "get": { "responses": { "200": { "schema": { "type": "object", "properties": { "data": { "type": "array", "items": { "$ref": "#/definitions/Order" } }, "next": { "type": "string" } } } } } },
                             "post": { "parameters": [{ "in": "body", "name": "b", "schema": { "$ref": "#/definitions/Order" } }], "responses": {} } },
                "/orders/{orderId}": { "get": { "responses": { "200": { "schema": { "$ref": "#/definitions/Order" } } } }, "put": { "parameters": [{ "in": "body", "name": "b", "schema": { "$ref": "#/definitions/Order" } }], "responses": {} } },
                "/orders/{orderId}/notes": { "get": { "responses": { "200": { "schema": { "type": "array", "items": { "$ref": "#/definitions/Line" } } } } } },
                "/health": { "get": { "responses": { "200": { "schema": { "type": "object", "properties": { "status": { "type": "string" } } } } } } } } }
            """;
        var manifest = ManifestReader.Read(ManifestDraft.FromOpenApi(old, []).Yaml);

        manifest.Auth.Send!.ShouldBe(new RestTokenPlace("token", "", InQuery: true));
        var orders = manifest.Entities.Single(entity => entity.Schema.Entity == "Orders");
        (orders.Ids[0], orders.List.Paging.Kind, orders.List.Paging.Next, orders.Update!.Send).ShouldBe(("orderId", RestPagingKind.NextLink, "next", RestSend.Whole));
        orders.Schema.Find("customerId")!.References.ShouldBe(["Customers"]);
        orders.Schema.Find("lines")!.Element!.Properties.ShouldHaveSingleItem().Path.ShouldBe("text");
        manifest.Entities.Single(entity => entity.Schema.Entity == "Customers").List.Paging.ShouldBe(new RestPaging(RestPagingKind.Offset, 50));
        var notes = manifest.Entities.Single(entity => entity.Schema.Entity == "Notes");
        (notes.Parent, notes.Ids.Length).ShouldBe((new RestParent("Orders", "orderId"), 2));
    }

    [Fact]
    public void The_description_of_a_large_system_becomes_a_manifest_that_can_be_read()
    {
        if (PowerOfficeGo.OpenApiFile.Find() is not { } file) return;
        var draft = ManifestDraft.FromOpenApi(File.ReadAllText(file), []);
        var manifest = ManifestReader.Read(draft.Yaml);
        new[] { "Customers", "ContactPersons", "Departments", "Employees", "Products", "Projects", "SalesOrders", "Suppliers" }.ShouldBeSubsetOf(manifest.Entities.Select(entity => entity.Schema.Entity));
        var customers = manifest.Entities.Single(entity => entity.Schema.Entity == "Customers");
        (customers.Update!.Send, customers.Schema.Properties.Length > 40, customers.List.Since is null).ShouldBe((RestSend.JsonPatch, true, false));
        manifest.Auth.Kind.ShouldBe(RestAuthKind.Oauth2ClientCredentials);
        manifest.Secrets.Count().ShouldBe(3);
        ManifestReader.Read(ManifestDraft.FromOpenApi(File.ReadAllText(file), ["Products"]).Yaml).Entities.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_sesam_connector_becomes_operations_keys_and_paging_with_a_note_for_each_thing_else()
    {
        const string manifest = """
            { "auth": "api_key", "additional_parameters": { "tenant": {} }, "system-template": "templates/system.json",
              "datatypes": { "contact": { "template": "plain", "label": "Contact" }, "deal": { "template": "plain" }, "item": { "template": "plain", "parent": "deal" }, "odd": { "template": "plain" }, "none": { "template": "plain" } } }
            """;
        const string system = """
            { "type": "system:rest", "url_pattern": "https://{{@ tenant @}}.example/v3/%s", "headers": { "Authorization": "Bearer $SECRET(access-token)" },
              "operations": {
                "contact-list": { "method": "GET", "url": "contacts", "params": { "limit": "50", "filter": "{% if since %}changed ge {{ since }}{% endif %}" }, "payload_property": "results", "id_expression": "{{ id }}", "next_page_link": "{{ body.paging.next.link }}" },
                "contact-lookup": { "method": "GET", "url": "contacts/{{ entity.id }}" }, "contact-update": { "method": "PUT", "url": "contacts/{{ entity['id'] }}" }, "contact-delete": { "method": "DELETE", "url": "contacts/{{ id }}" },
                "contact-insert": { "method": "POST", "url": "contacts", "payload": { "a": 1 } },
                "deal-list": { "method": "GET", "url": "deals", "id_expression": "{{ a }}-{{ b }}", "next_page_link": "{{ url }}?after={{ body.paging.after }}" },
                "item-list": { "method": "GET", "url": "items?from=0", "id_expression": "{{ id }}", "next_page_link": "{{ url }}?from={{ body.from + body.count }}" },
                "odd-list": { "method": "GET", "url": "odd/{{ entity.x | join(',') }}" } } }
            """;
        const string plain = """[{ "_id": "p", "source": { "supports_since": true, "since_property_name": "changedAfter", "updated_expression": "{{ changed }}", "operation": "{{@ datatype @}}-list" } }]""";

        var draft = ManifestDraft.FromSesam(manifest, name => name switch { "templates/system.json" => system, "templates/plain.json" => plain, _ => null });
        var made = ManifestReader.Read(draft.Yaml);

        made.Entities.Select(entity => entity.Schema.Entity).ShouldBe(["contact", "deal", "item"]);
        (made.BaseUrl.Names.ShouldHaveSingleItem(), made.Secrets.ShouldHaveSingleItem()).ShouldBe(("param.tenant", "accesstoken"));
        var contact = made.Entities[0];
        (contact.List.ItemsPath, contact.List.Paging.Kind, contact.List.Paging.Next, contact.List.Paging.Size, contact.Updated).ShouldBe(("results", RestPagingKind.NextLink, "paging.next.link", 50, "changed"));
        (contact.Lookup is null, contact.Update!.Method, contact.Delete is null, contact.Insert is null).ShouldBe((false, HttpMethod.Put, false, false));
        (made.Entities[1].Ids.Length, made.Entities[1].List.Paging.Kind, made.Entities[1].List.Paging.Next).ShouldBe((2, RestPagingKind.Cursor, "paging.after"));
        made.Entities[2].List.Paging.Kind.ShouldBe(RestPagingKind.Offset);
        foreach (var part in new[] { "contact list params.filter", "contact insert", "odd list url", "none", "item" }) draft.Notes.ShouldContain(note => note.Place == part, part);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("openapi: 3.0.0")]
    [InlineData("openapi: 3.0.0\npaths: {}")]
    [InlineData("- a")]
    [InlineData("a: [b")]
    [InlineData("openapi: 3.0.0\npaths: { /x: { $ref: '#/paths/~1x' } }")]
    public void What_is_no_description_is_refused_in_words(string text) => Should.Throw<InvalidDataException>(() => ManifestDraft.FromOpenApi(text, [])).Message.ShouldNotBeNullOrWhiteSpace();
}
