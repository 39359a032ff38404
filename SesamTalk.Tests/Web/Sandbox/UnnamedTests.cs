using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using SesamTalk.Web.Sandbox;
using Shouldly;

namespace SesamTalk.Tests.Web.Sandbox;

public sealed class UnnamedTests : SandboxTest
{
    [Fact]
    public async Task Without_the_key_nothing_is_told()
    {
        using var bare = await Http.GetAsync(new Uri(Host.Address(SandboxHost.Unnamed), "api/schema"));
        bare.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_company_gets_an_id_a_version_and_every_field()
    {
        var (status, made) = await SendAsync("POST", "customers-company", new() { ["name"] = "Blåbær & Sønn AS" });
        status.ShouldBe(201);
        made!["id"]!.ToString().ShouldBe("C1001");
        made["version"]!.ToString().ShouldBe("1");
        made["org_no"].ShouldBeNull();
        made.AsObject().ContainsKey("org_no").ShouldBeTrue();
        made["updated_at"]!.ToString().ShouldBe("2025-03-14T09:26:53.589Z");
    }

    [Fact]
    public async Task An_invoice_may_name_a_company_or_a_person_and_nobody_else()
    {
        await SendAsync("POST", "customers-company", new() { ["name"] = "Fjord AS" });
        await SendAsync("POST", "customers-person", new() { ["first_name"] = "Åse", ["last_name"] = "Bærøe", ["customer_id"] = "C1001" });
        (await SendAsync("POST", "invoices", new() { ["customer"] = "C1001" })).Status.ShouldBe(201);
        (await SendAsync("POST", "invoices", new() { ["customer"] = "P2001" })).Status.ShouldBe(201);
        var (status, refused) = await SendAsync("POST", "invoices", new() { ["customer"] = "C9999" });
        status.ShouldBe(422);
        refused!["error"]!["code"]!.ToString().ShouldBe("unknown_reference");
        refused["error"]!["field"]!.ToString().ShouldBe("customer");
        (await SendAsync("DELETE", "customers-company/C1001")).Status.ShouldBe(409);
    }

    [Fact]
    public async Task Changed_since_includes_the_very_moment()
    {
        await SendAsync("POST", "customers-company", new() { ["name"] = "Først AS" });
        Clock.Advance(TimeSpan.FromSeconds(1));
        await SendAsync("POST", "customers-company", new() { ["name"] = "Sist AS" });
        (await NamesAsync("updated_since=2025-03-14T09:26:54.589Z")).ShouldBe(["Sist AS"]);
        (await NamesAsync("updated_since=2025-03-14T10:26:53.589%2B01:00")).ShouldBe(["Først AS", "Sist AS"]);
        (await NamesAsync("updated_since=2025-03-14T09:26:54.590Z")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Pages_hold_all_records_once()
    {
        for (var at = 0; at < 7; at++) await SendAsync("POST", "customers-company", new() { ["name"] = $"Nr {at}" });
        var (_, first) = await SendAsync("GET", "customers-company?per_page=3");
        first!["pages"]!.GetValue<int>().ShouldBe(3);
        first["total"]!.GetValue<int>().ShouldBe(7);
        var names = new List<string>();
        for (var page = 1; page <= 3; page++) names.AddRange(await NamesAsync($"per_page=3&page={page}"));
        names.Distinct().Count().ShouldBe(7);
        (await SendAsync("GET", "customers-company?per_page=501")).Status.ShouldBe(400);
    }

    [Fact]
    public async Task A_patch_changes_what_is_sent_and_null_empties()
    {
        await SendAsync("POST", "customers-company", new() { ["name"] = "Fjord AS", ["email"] = "a@b.example", ["city"] = "Oslo" });
        Clock.Advance(TimeSpan.FromSeconds(5));
        var (_, changed) = await SendAsync("PATCH", "customers-company/C1001", new() { ["email"] = null, ["city"] = "Tromsø" });
        changed!["name"]!.ToString().ShouldBe("Fjord AS");
        changed["email"].ShouldBeNull();
        changed["version"]!.ToString().ShouldBe("2");
        var (_, same) = await SendAsync("PATCH", "customers-company/C1001", new() { ["city"] = "Tromsø" });
        same!["version"]!.ToString().ShouldBe("2");
        (await JournalAsync(SandboxHost.Unnamed)).ShouldBe([
            "create customers-company C1001 by api: id, name, email, city", "update customers-company C1001 by api: email, city"]);
    }

    [Fact]
    public async Task An_old_version_is_stale()
    {
        await SendAsync("POST", "customers-company", new() { ["name"] = "Fjord AS" });
        (await SendAsync("PATCH", "customers-company/C1001", new() { ["city"] = "Bodø" }, "\"1\"")).Status.ShouldBe(200);
        (await SendAsync("PATCH", "customers-company/C1001", new() { ["city"] = "Alta" }, "\"1\"")).Status.ShouldBe(412);
    }

    [Fact]
    public async Task An_external_reference_belongs_to_one_record()
    {
        await SendAsync("POST", "customers-company", new() { ["name"] = "Fjord AS", ["external_ref"] = "go-7" });
        var (status, refused) = await SendAsync("POST", "customers-company", new() { ["name"] = "Fjord AS", ["external_ref"] = "go-7" });
        status.ShouldBe(409);
        refused!["error"]!["holder"]!.ToString().ShouldBe("C1001");
        (await NamesAsync("external_ref=go-7")).ShouldBe(["Fjord AS"]);
    }

    [Theory]
    [InlineData("""{"name":""}""", "required")]
    [InlineData("""{"name":"A","shoe_size":44}""", "unknown_field")]
    [InlineData("""{"name":"A","version":9}""", "read_only")]
    [InlineData("""{"name":7}""", "wrong_type")]
    [InlineData("""{"name":"A","country":"Norge"}""", "too_long")]
    public async Task What_does_not_fit_is_refused_by_name(string body, string code)
    {
        var (status, refused) = await SendAsync("POST", "customers-company", JsonNode.Parse(body)!.AsObject());
        status.ShouldBe(422);
        refused!["error"]!["code"]!.ToString().ShouldBe(code);
    }

    [Fact]
    public async Task A_person_at_the_screen_is_told_apart_in_the_journal()
    {
        await SendAsync("POST", "customers-company", new() { ["name"] = "Fjord AS" });
        await ControlAsync(SandboxHost.Unnamed, "edit", new JsonObject
        {
            ["entity"] = "customers-company", ["op"] = "update", ["id"] = "C1001", ["values"] = new JsonObject { ["city"] = "Ålesund" },
        });
        (await JournalAsync(SandboxHost.Unnamed))[^1].ShouldBe("update customers-company C1001 by user: city");
    }

    [Fact]
    public async Task A_restart_keeps_records_numbers_and_the_journal()
    {
        await SendAsync("POST", "customers-company", new() { ["name"] = "Fjord AS" });
        await RestartAsync();
        (await NamesAsync("")).ShouldBe(["Fjord AS"]);
        (await SendAsync("POST", "customers-company", new() { ["name"] = "Nordlys AS" })).Body!["id"]!.ToString().ShouldBe("C1002");
        (await JournalAsync(SandboxHost.Unnamed)).Count.ShouldBe(2);
    }

    private async Task<List<string>> NamesAsync(string query) =>
        [.. (await SendAsync("GET", "customers-company?" + query)).Body!["items"]!.AsArray().Select(item => item!["name"]!.ToString())];

    private async Task<(int Status, JsonNode? Body)> SendAsync(string verb, string path, JsonObject? body = null, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(verb), new Uri(Host.Address(SandboxHost.Unnamed), "api/" + path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Options.UnnamedApiKey);
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        if (body is not null) request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }
}
