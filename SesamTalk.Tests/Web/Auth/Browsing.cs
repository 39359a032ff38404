using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.Testing;

namespace SesamTalk.Tests.Web.Auth;

/// <summary>A browser without a window: keeps cookies, follows no redirect, and sends the forms of pages as they stand.</summary>
internal sealed partial class Browsing : IDisposable
{
    public Browsing(WebApp app, string? cookie = null)
    {
        Client = app.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = true, BaseAddress = app.Address });
        Client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        if (cookie is null) return;
        // A session that was made for the test, as the browser would have it from the sign-in.
        Client.DefaultRequestHeaders.Add("Cookie", cookie);
    }

    public HttpClient Client { get; }

    /// <summary>Sends the form of a page that leads to <paramref name="action"/> (the page itself unless said), filled in.</summary>
    public async Task<HttpResponseMessage> SendAsync(string page, IReadOnlyDictionary<string, string> fields, string? action = null)
    {
        using var shown = await Client.GetAsync(page);
        var html = await shown.Content.ReadAsStringAsync();
        // The form's own mark: the page may hold others.
        var start = action is null ? html.IndexOf("<form method=\"post\"", StringComparison.Ordinal) : html.IndexOf($"action=\"{action}\"", StringComparison.Ordinal);
        var form = html[Math.Max(0, start)..];
        var sent = new Dictionary<string, string>(fields);
        if (Mark().Match(form) is { Success: true } mark) sent["__RequestVerificationToken"] = WebUtility.HtmlDecode(mark.Groups[1].Value);
        if (action is null && Handler().Match(form) is { Success: true } handler) sent["_handler"] = handler.Groups[1].Value;
        return await Client.PostAsync(action ?? page, new FormUrlEncodedContent(sent));
    }

    /// <summary>Signs in by name and password.</summary>
    public Task<HttpResponseMessage> SignInAsync(string name, string password, string page = "/sign-in") =>
        SendAsync(page, new Dictionary<string, string> { ["Form.Name"] = name, ["Form.Password"] = password });

    public async Task<string> ReadAsync(string page) => WebUtility.HtmlDecode(await Client.GetStringAsync(page));

    public void Dispose() => Client.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Mark();

    [GeneratedRegex("name=\"_handler\" value=\"([^\"]+)\"")]
    private static partial Regex Handler();
}
