using System.Text.Json.Nodes;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Records;
using SesamTalk.Tests.Conformance;
using Shouldly;
using Record = SesamTalk.Engine.Records.Record;

namespace SesamTalk.Tests.Engine.Connectors.PowerOfficeGo;

/// <summary>
/// Every request of the connector is one that the vendor's description has: path, verb, query, body. Known exceptions: the
/// token, and <c>/ClientIntegrationInformation</c>, which the description leaves out.
/// </summary>
public sealed class GoContractTests
{
    [Fact]
    public async Task Every_request_is_in_the_vendors_description()
    {
        if (OpenApiFile.Find() is not { } file)
        {
            Assert.Skip("poweroffice-go-openapi.json is not in the notes folder ../shared beside the repository.");
            return;
        }

        await using var go = await GoClient.StartAsync();
        var requests = new List<(string Method, Uri Address, string? Body)>();
        go.Meddler.Instead = request =>
        {
            using var body = request.Content?.ReadAsStream();
            requests.Add((request.Method.Method, request.RequestUri!, body is null ? null : new StreamReader(body).ReadToEnd()));
            return null;
        };
        await TryEverythingAsync(go);

        var api = new OpenApiFile(JsonNode.Parse(await File.ReadAllTextAsync(file))!.AsObject());
        var violations = requests
            .Where(r => r.Address.AbsolutePath.StartsWith("/Demo/v2/", StringComparison.Ordinal) && !r.Address.AbsolutePath.EndsWith("/ClientIntegrationInformation", StringComparison.Ordinal))
            .SelectMany(r => api.Violations(r.Method, r.Address.AbsolutePath["/Demo/v2".Length..], r.Address.Query, r.Body)).Distinct().ToList();
        requests.Count.ShouldBeGreaterThan(80);
        violations.ShouldBeEmpty();
    }

    private static async Task TryEverythingAsync(GoClient go)
    {
        (await go.Connector.CheckAsync(default)).IsFine.ShouldBeTrue();
        foreach (var entity in (await go.Connector.DescribeAsync(default)).Value!.Entities)
        {
            await go.ListAsync(entity.Name);
            await go.ListAsync(entity.Name, "2020-01-01T00:00:00Z");
            if (!entity.Capabilities.CanCreate) continue;
            var written = await go.Connector.WriteAsync(new Write(entity.Name, WriteKind.Create, null, await FullAsync(go, entity), null, RecordVersion.None, $"ref-{entity.Name}"), default);
            if (written.Value is not { } made) continue;
            var current = (await go.ReadAsync(entity.Name, made.Id))!;
            foreach (var path in entity.Capabilities.SearchableBy)
                if (!Values.IsBlank(current[path])) await go.Connector.FindAsync(entity.Name, path, current[path]!, default);
            foreach (var property in entity.Schema.Properties.Where(p => p is { IsKey: false, IsReadOnly: false, IsCreateOnly: false }))
                await go.TryUpdateAsync(entity.Name, made.Id, (property.Path, null));
            if (entity.Capabilities.Archive is not null) await go.Connector.WriteAsync(new Write(entity.Name, WriteKind.Archive, made.Id, current, current, RecordVersion.None, null), default);
            await go.DeleteAsync(entity.Name, made.Id);
        }
    }

    /// <summary>A record with every property that a create may send; references are to fresh records.</summary>
    private static async Task<Record> FullAsync(GoClient go, EntityDescription entity)
    {
        var customer = await go.CreateAsync("Customers", ("Name", "Fjord AS"));
        var order = await go.CreateAsync("SalesOrders", ("CustomerId", customer["Id"]));
        var values = entity.Schema.Properties.Where(p => p is { IsKey: false, IsReadOnly: false } && (p.Path.EndsWith("ZipCode", StringComparison.Ordinal) || !p.Path.EndsWith("Code", StringComparison.Ordinal)) && !p.Path.EndsWith("No", StringComparison.Ordinal) && !p.Path.EndsWith("Term", StringComparison.Ordinal))
            .Select(p => KeyValuePair.Create(p.Path, Sample(p, customer, order))).Where(pair => pair.Value is not null);
        return Record.Of(entity.Schema, null, values);
    }

    private static object? Sample(SchemaProperty property, Record customer, Record order) => property.Path switch
    {
        "Name" or "FirstName" or "LastName" or "Description" or "City" or "MailAddress.City" => "Test",
        "ZipCode" or "MailAddress.ZipCode" => "0150",
        "EmailAddress" => "test@fjord.example",
        "ContactId" or "CustomerId" => customer["Id"],
        "SalesOrderId" => order["Id"],
        "Quantity" or "UnitPrice" => 1m,
        "IsActive" => true,
        "Kind" => "delivery",
        "SalesOrderLines" => new ElementList([Record.Of(property.Element!, null, new("Description", "Linje"), new("LineType", "Text"))]),
        _ => null,
    };
}
