using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Records;
using SesamTalk.Tests.Conformance;
using SesamTalk.Web.Sandbox;
using Shouldly;

namespace SesamTalk.Tests.Web.Sandbox;

/// <summary>The webshop by itself: it tells of changes, knows the lines of an order by their ids, and keeps all over a restart.</summary>
public sealed class WebshopTests : SandboxTest
{
    internal override SandboxOptions Options => base.Options with { Only = [SandboxHost.Webshop] };

    [Fact]
    public async Task Whoever_registers_is_told_of_every_change_in_a_way_that_proves_where_it_comes_from()
    {
        var came = Channel.CreateUnbounded<WebhookDelivery>();
        await using var listener = await ListenAsync(came.Writer);
        await using var connection = new ConformanceConnection(Shop());
        var hooks = (IWebhooks)connection.Connector;
        var subscription = (await hooks.SubscribeAsync(new Uri(listener.Urls.First() + "/told"), default)).Value!;

        await EditAsync("products", "create", null, new() { ["sku"] = "V-1", ["name"] = "Lysestake" });
        var delivery = await came.Reader.ReadAsync(TestContext.Current.CancellationToken);
        hooks.Read(delivery).ShouldBeOfType<WebhookVerdict.Genuine>().Hints.ShouldHaveSingleItem().ShouldBe(new RecordHint("Product", new RecordId("P30001"), false));
        hooks.Read(delivery with { Body = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(delivery.Body.Span).Replace("P30001", "P30002")) }).ShouldBeOfType<WebhookVerdict.Refused>();

        await EditAsync("products", "delete", "P30001", []);
        hooks.Read(await came.Reader.ReadAsync(TestContext.Current.CancellationToken)).ShouldBeOfType<WebhookVerdict.Genuine>().Hints[0].SaysDeleted.ShouldBeTrue();
        (await hooks.UnsubscribeAsync(subscription, default)).Error.ShouldBeNull();
        (await ControlAsync(SandboxHost.Webshop, "records/webhooks"))!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_line_keeps_its_id_when_the_list_is_written_again_and_a_stranger_is_refused()
    {
        var order = await EditAsync("orders", "create", null, new() { ["lines"] = new JsonArray(new JsonObject { ["description"] = "Frakt", ["quantity"] = 2, ["unit_price"] = 45.5, ["discount"] = 10 }) });
        order["total"]!.ToString().ShouldBe("81.9");
        var lines = order["lines"]!.DeepClone().AsArray();
        lines[0]!["quantity"] = 4;
        lines.Add(new JsonObject { ["description"] = "Innpakning", ["quantity"] = 1, ["unit_price"] = 25 });
        var after = await EditAsync("orders", "update", order["id"]!.ToString(), new() { ["lines"] = lines });
        after["lines"]!.AsArray().Select(line => $"{line!["id"]} {line["description"]} {line["quantity"]}").ShouldBe(["L1 Frakt 4", "L2 Innpakning 1"]);
        using var refused = await Http.PostAsJsonAsync(new Uri(Host.Address(SandboxHost.Webshop), "_sandbox/edit"), new JsonObject
        {
            ["entity"] = "orders", ["op"] = "update", ["id"] = order["id"]!.ToString(), ["values"] = new JsonObject { ["lines"] = new JsonArray(new JsonObject { ["id"] = "L9", ["description"] = "?" }) },
        });
        (refused.StatusCode, (await refused.Content.ReadAsStringAsync()).Contains("lines.id", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.UnprocessableEntity, true));

        await RestartAsync();
        (await ControlAsync(SandboxHost.Webshop, "records/orders"))!.AsArray().ShouldHaveSingleItem()!["lines"]!.AsArray().Count.ShouldBe(2);
    }

    private async Task<JsonObject> EditAsync(string entity, string op, string? id, JsonObject values) =>
        (await ControlAsync(SandboxHost.Webshop, "edit", new JsonObject { ["entity"] = entity, ["op"] = op, ["id"] = id, ["values"] = values }))!.AsObject();

    private ConnectedSystem Shop() => new()
    {
        Id = "shop",
        Name = "Shop",
        Connector = "rest",
        Settings = new Dictionary<string, string> { ["manifest"] = "shipped:webshop", ["baseAddress"] = Host.Address(SandboxHost.Webshop).ToString() }.ToImmutableDictionary(),
        ProtectedSecrets = new Dictionary<string, string> { ["user"] = Options.Webshop.User, ["password"] = Options.Webshop.Password, ["webhookSecret"] = Options.Webshop.WebhookSecret }.ToImmutableDictionary(),
    };

    private static async Task<WebApplication> ListenAsync(ChannelWriter<WebhookDelivery> told)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.MapPost("/told", async (HttpContext context) =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            await told.WriteAsync(new(context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString()), body.ToArray(), DateTimeOffset.UtcNow));
        });
        await app.StartAsync();
        return app;
    }
}
