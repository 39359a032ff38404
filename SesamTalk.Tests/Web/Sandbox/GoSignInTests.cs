using System.Text.Json.Nodes;
using SesamTalk.Web.Sandbox;
using Shouldly;

namespace SesamTalk.Tests.Web.Sandbox;

public sealed class GoSignInTests : GoTest
{
    [Fact]
    public async Task A_token_lasts_twenty_minutes()
    {
        var token = await TokenAsync();
        token.Status.ShouldBe(200);
        token.Body!["expires_in"]!.GetValue<int>().ShouldBe(1200);
        token.Body["token_type"]!.ToString().ShouldBe("bearer");
        Clock.Advance(TimeSpan.FromSeconds(1199));
        (await GetAsync("Customers")).Status.ShouldBe(204);
        Clock.Advance(TimeSpan.FromSeconds(1));
        (await GetAsync("Customers")).Status.ShouldBe(401);
        await SignInAsync();
        (await GetAsync("Customers")).Status.ShouldBe(204);
    }

    [Fact]
    public async Task A_wrong_client_key_is_an_invalid_client()
    {
        var refused = await TokenAsync(client: "someone-else");
        refused.Status.ShouldBe(400);
        refused.Body!["error"]!.ToString().ShouldBe("invalid_client");
        refused.Body["error_description"].ShouldNotBeNull();
    }

    [Fact]
    public async Task Without_the_subscription_key_the_gateway_refuses()
    {
        var refused = await TokenAsync(subscription: "none");
        refused.Status.ShouldBe(401);
        refused.Body!["statusCode"]!.GetValue<int>().ShouldBe(401);
    }

    [Fact]
    public async Task Demo_keys_and_tokens_do_not_open_production()
    {
        (await TokenAsync(start: "")).Body!["error"]!.ToString().ShouldBe("invalid_client");
        (await CallAsync("GET", "Customers", start: "v2/")).Status.ShouldBe(401);
    }

    [Fact]
    public async Task A_token_outlives_a_restart()
    {
        await RestartAsync();
        (await GetAsync("Customers")).Status.ShouldBe(204);
    }

    [Fact]
    public async Task A_client_without_the_privilege_is_forbidden()
    {
        await ControlAsync(SandboxHost.PowerOfficeGo, "dials", new JsonObject { ["privileges"] = new JsonArray("Customer") });
        (await GetAsync("customers")).Status.ShouldBe(204);
        (await PostAsync("Customers", """{"Name":"Fjord AS","InvoiceDeliveryType":"Print"}""")).Status.ShouldBe(403);
        (await GetAsync("Suppliers")).Status.ShouldBe(403);
        var told = await GetAsync("ClientIntegrationInformation");
        told.Body!["ValidPrivileges"]!.AsArray().Select(name => name!.ToString()).ShouldBe(["Customer"]);
    }

    [Fact]
    public async Task A_revoked_key_closes_every_door()
    {
        await ControlAsync(SandboxHost.PowerOfficeGo, "dials", new JsonObject { ["keyRevoked"] = true });
        (await GetAsync("Customers")).Status.ShouldBe(401);
        (await TokenAsync()).Status.ShouldBe(400);
    }
}
