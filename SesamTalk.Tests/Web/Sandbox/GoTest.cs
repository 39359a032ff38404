using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using SesamTalk.Web.Sandbox;
using Shouldly;

namespace SesamTalk.Tests.Web.Sandbox;

/// <summary>A client of the PowerOffice Go sandbox that has signed in.</summary>
public abstract class GoTest : SandboxTest
{
    private string _token = "";

    internal override SandboxOptions Options => base.Options with { Only = [SandboxHost.PowerOfficeGo] };

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await SignInAsync();
    }

    protected async Task SignInAsync() => _token = (string)(await TokenAsync()).Body!["access_token"]!;

    protected async Task<Answer> TokenAsync(string start = "Demo/", string? client = null, string? subscription = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Host.Address(SandboxHost.PowerOfficeGo), start + "OAuth/Token"));
        var keys = Options.PowerOfficeGo;
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{keys.ApplicationKey}:{client ?? keys.ClientKey}")));
        request.Headers.Add("Ocp-Apim-Subscription-Key", subscription ?? keys.SubscriptionKey);
        request.Content = new FormUrlEncodedContent([KeyValuePair.Create("grant_type", "client_credentials")]);
        return await SendAsync(request);
    }

    protected Task<Answer> GetAsync(string path) => CallAsync("GET", path);

    protected Task<Answer> PostAsync(string path, string body, CancellationToken ct = default) => CallAsync("POST", path, body, ct: ct);

    protected Task<Answer> DeleteAsync(string path) => CallAsync("DELETE", path);

    protected Task<Answer> PatchAsync(string path, string pointer, JsonNode? value, string type = "application/json-patch+json") =>
        CallAsync("PATCH", path, new JsonArray(new JsonObject { ["op"] = "replace", ["path"] = pointer, ["value"] = value }).ToJsonString(), type);

    protected async Task<Answer> CallAsync(string verb, string path, string? body = null, string type = "application/json", string start = "Demo/v2/", CancellationToken ct = default)
    {
        using var request = new HttpRequestMessage(new HttpMethod(verb), new Uri(Host.Address(SandboxHost.PowerOfficeGo), start + path));
        request.Headers.Authorization = new("Bearer", _token);
        request.Headers.Add("Ocp-Apim-Subscription-Key", Options.PowerOfficeGo.SubscriptionKey);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, MediaTypeHeaderValue.Parse(type));
        return await SendAsync(request, ct);
    }

    protected async Task<string> CustomerAsync(string body)
    {
        var made = await PostAsync("Customers", body);
        made.Status.ShouldBe(201, made.Text);
        return made.Body!["Id"]!.ToString();
    }

    protected Task<string> CompanyAsync(string name = "Blåklokke Bakeri AS") =>
        CustomerAsync(new JsonObject
        {
            ["Name"] = name,
            ["EmailAddress"] = "post@blaklokke.example",
            ["MailAddress"] = new JsonObject { ["City"] = "Oslo", ["ZipCode"] = "0182" },
        }.ToJsonString());

    private async Task<Answer> SendAsync(HttpRequestMessage request, CancellationToken ct = default)
    {
        using var response = await Http.SendAsync(request, ct);
        var text = await response.Content.ReadAsStringAsync(ct);
        var isJson = response.Content.Headers.ContentType?.MediaType == "application/json";
        return new((int)response.StatusCode, text, isJson ? JsonNode.Parse(text) : null,
            response.Headers.TryGetValues("X-Pagination", out var page) ? JsonNode.Parse(page.Single()) : null,
            response.Headers.RetryAfter?.ToString(), response.Headers.Location?.ToString());
    }

    protected sealed record Answer(int Status, string Text, JsonNode? Body, JsonNode? Page, string? RetryAfter, string? Location)
    {
        public string Detail => Body!["detail"]!.ToString();
    }
}
