using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace SesamTalk.Tests.Web.Api;

/// <summary>A system that people sign in to in the browser: codes are good once, with the verifier of whoever began; refresh tokens are replaced at each use.</summary>
public sealed class SignInProvider : IAsyncDisposable
{
    public const string ClientId = "talk-client", ClientSecret = "talk-client-secret";
    private readonly WebApplication _app;
    private readonly Dictionary<string, (string Challenge, string Callback)> _codes = [];
    private int _given;

    private SignInProvider()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public Uri Root => new(_app.Urls.First());

    /// <summary>The only refresh token that is good now.</summary>
    public string Refresh { get; private set; } = "none";

    /// <summary>How often a token was asked for.</summary>
    public int Asked { get; private set; }

    public bool GivesNoRefreshToken { get; set; }

    public string Manifest => $$"""
        name: Ledger
        baseUrl: "{baseAddress}/api"
        auth: { kind: oauth2AuthorizationCode, authorizeUrl: "{baseAddress}/authorize?prompt=consent", tokenUrl: "{baseAddress}/token", scopes: [orders, offline_access] }
        entities: [{ name: Orders, id: id, fields: { id: string }, operations: { list: { path: /orders } } }]
        """;

    public static async Task<SignInProvider> StartAsync()
    {
        var provider = new SignInProvider();
        await provider._app.StartAsync();
        return provider;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task AnswerAsync(HttpContext http) => http.Request.Path.Value switch
    {
        "/authorize" => AuthorizeAsync(http),
        "/token" => TokenAsync(http),
        _ => OrdersAsync(http),
    };

    // The person agrees at once.
    private Task AuthorizeAsync(HttpContext http)
    {
        var query = http.Request.Query;
        if (query["response_type"] != "code" || query["client_id"] != ClientId || query["code_challenge_method"] != "S256" || query["scope"] != "orders offline_access" || query["prompt"] != "consent")
            return SayAsync(http, 400, """{"error":"invalid_request"}""");
        var code = $"code-{_codes.Count + 1}";
        _codes[code] = (query["code_challenge"]!, query["redirect_uri"]!);
        http.Response.Redirect(QueryHelpers.AddQueryString(query["redirect_uri"]!, new Dictionary<string, string?> { ["code"] = code, ["state"] = query["state"] }));
        return Task.CompletedTask;
    }

    private async Task TokenAsync(HttpContext http)
    {
        Asked++;
        var form = await http.Request.ReadFormAsync();
        var isClient = form["client_id"] == ClientId && form["client_secret"] == ClientSecret;
        var isGood = isClient && (form["grant_type"] == "authorization_code" ? IsCode(form) : form["grant_type"] == "refresh_token" && form["refresh_token"] == Refresh);
        if (!isGood)
        {
            await SayAsync(http, 400, $$"""{"error":"invalid_grant","error_description":"not {{form["code_verifier"]}}{{form["client_secret"]}}"}""");
            return;
        }

        if (!GivesNoRefreshToken) Refresh = $"refresh-{++_given}";
        await SayAsync(http, 200, GivesNoRefreshToken ? """{"access_token":"once","expires_in":3600}""" : $$"""{"access_token":"access-{{_given}}","expires_in":3600,"refresh_token":"{{Refresh}}"}""");
    }

    private bool IsCode(IFormCollection form) =>
        _codes.Remove(form["code"]!, out var kept) && kept.Callback == form["redirect_uri"]
        && kept.Challenge == WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"]!)));

    private Task OrdersAsync(HttpContext http) => http.Request.Headers.Authorization == $"Bearer access-{_given}" ? SayAsync(http, 200, "[]") : SayAsync(http, 401, "{}");

    private static Task SayAsync(HttpContext http, int status, string body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(body);
    }
}
