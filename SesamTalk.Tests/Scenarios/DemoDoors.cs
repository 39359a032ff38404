using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using SesamTalk.Engine.Storage;
using Shouldly;

namespace SesamTalk.Tests.Scenarios;

/// <summary>The demo's two systems as their own users reach them, and as another program reads them.</summary>
internal sealed class DemoDoors : IDisposable
{
    private readonly HttpClient _http = new();
    private readonly Uri _go;
    private readonly Uri _unnamed;
    private AuthenticationHeaderValue? _token;

    private DemoDoors(Uri go, Uri unnamed) => (_go, _unnamed) = (go, unnamed);

    public static async Task<DemoDoors> OpenAsync(SystemStore systems)
    {
        var doors = new DemoDoors(await RootAsync(systems, "poweroffice-go"), await RootAsync(systems, "unnamed"));
        await doors.OpenTheRateAsync();
        await doors.SignInAsync();
        return doors;
    }

    /// <summary>Somebody edits a record in a system itself.</summary>
    public async Task EditAsync(string system, string entity, string id, JsonObject values)
    {
        var edit = new JsonObject { ["entity"] = entity, ["op"] = "update", ["id"] = id, ["values"] = values };
        using var answer = await _http.PostAsJsonAsync(new Uri(system == "unnamed" ? _unnamed : _go, "/_sandbox/edit"), edit);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }

    public async Task<JsonNode> UnnamedAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_unnamed, "/api/" + path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "demo-unnamed-key");
        return await ReadAsync(request);
    }

    public async Task<JsonNode> GoAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_go, "/Demo/v2/" + path));
        request.Headers.Add("Ocp-Apim-Subscription-Key", "demo-subscription-key");
        request.Headers.Authorization = _token;
        return await ReadAsync(request);
    }

    /// <summary>A person that stands in both systems with the same city, by both ids, found by the e-mail address.</summary>
    public async Task<(string Go, string Unnamed)> PersonInBothAsync()
    {
        var people = await ItemsAsync("customers-person");
        var others = people.Where(p => p["customer_id"] is null).GroupBy(Mail).Where(same => same.Count() == 1).ToDictionary(same => same.Key, same => same.Single());
        var both = (await GoAsync("Customers?PageSize=500")).AsArray().Select(c => c!)
            .First(c => c["IsPerson"]!.GetValue<bool>() && others.TryGetValue(Mail(c), out var other) && other["city"]?.ToString() == c["MailAddress"]?["City"]?.ToString());
        return (both["Id"]!.ToString(), others[Mail(both)]["id"]!.ToString());
    }

    public async Task EveryInvoiceShouldNameThePartnerOfItsOrdersCustomerAsync()
    {
        var names = (await ItemsAsync("customers-company")).ToDictionary(c => c["id"]!.ToString(), c => c["name"]!.ToString());
        foreach (var person in await ItemsAsync("customers-person")) names[person["id"]!.ToString()] = $"{person["first_name"]} {person["last_name"]}";
        var customers = (await GoAsync("Customers?PageSize=500")).AsArray().ToDictionary(c => c!["Id"]!.ToString(), c => c!["Name"]!.ToString());
        var invoices = (await ItemsAsync("invoices")).ToDictionary(i => i["number"]!.ToString(), i => i["customer"]?.ToString());
        var orders = (await GoAsync("SalesOrders?PageSize=500")).AsArray().Where(o => o!["CustomerId"] is not null && o["ImportedOrderNo"] is not null).ToList();
        orders.Count.ShouldBeGreaterThan(20);
        foreach (var order in orders) names[invoices[order!["ImportedOrderNo"]!.ToString()]!].ShouldBe(customers[order["CustomerId"]!.ToString()]);
    }

    public void Dispose() => _http.Dispose();

    private static string Mail(JsonNode person) => (person["email"] ?? person["EmailAddress"])?.ToString().ToLowerInvariant() ?? person["id"]?.ToString() ?? "";

    private async Task<List<JsonNode>> ItemsAsync(string entity) => [.. (await UnnamedAsync(entity + "?per_page=500"))["items"]!.AsArray().Select(item => item!)];

    /// <summary>What the test reads must not be turned away because SesamTalk has just used up the second's requests of the key both share.</summary>
    private async Task OpenTheRateAsync()
    {
        using var answer = await _http.PostAsJsonAsync(new Uri(_go, "/_sandbox/dials"), new JsonObject { ["requestsPerSecond"] = 0 });
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }

    private async Task SignInAsync()
    {
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("grant_type", "client_credentials")]);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_go, "/Demo/OAuth/Token")) { Content = form };
        request.Headers.Add("Ocp-Apim-Subscription-Key", "demo-subscription-key");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("demo-application-key:demo-client-key")));
        _token = new AuthenticationHeaderValue("Bearer", (await ReadAsync(request))["access_token"]!.ToString());
    }

    private async Task<JsonNode> ReadAsync(HttpRequestMessage request)
    {
        using var answer = await _http.SendAsync(request);
        answer.IsSuccessStatusCode.ShouldBeTrue($"{request.RequestUri}: {(int)answer.StatusCode}");
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    private static async Task<Uri> RootAsync(SystemStore systems, string id) =>
        new(new Uri((await systems.FindAsync(id))!.Settings["baseAddress"]).GetLeftPart(UriPartial.Authority));
}
