using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Sync;
using SesamTalk.Tests.Web.Auth;
using SesamTalk.Tests.Web.Jobs;
using SesamTalk.Tests.Web.Pages;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Auth.Accounts;
using Shouldly;

namespace SesamTalk.Tests.Web.Api.V1;

/// <summary>A guarded site with dataflows, links, a conflict and a run, for programs with a token of each role; runs end when the test lets them.</summary>
public sealed class ApiSite : IAsyncLifetime
{
    public static readonly Guid Conflict = Guid.Parse("01957000-0000-7000-8000-00000000a002"), Link = Guid.Parse("01957000-0000-7000-8000-00000000a003"), Written = Guid.Parse("01957000-0000-7000-8000-00000000a001");

    private readonly Dictionary<Role, string> _tokens = [];

    internal FakeRuns Runs { get; } = new();

    public GuardedSite Site { get; private set; } = null!;

    internal PageData Data => new(Site.App.Services);

    public async ValueTask InitializeAsync()
    {
        Site = new GuardedSite(new WebApp(services => services.AddSingleton<RunDataflow>(Runs.RunAsync), asksSignIn: true));
        await Data.DataflowsAsync();
        await Data.LinksAsync(30);
        await Data.SystemAsync();
        await Data.ConflictAsync("Fjord Kafé", Conflict, Link);
        await Data.WritesAsync(done: 3, rejected: 1, id: Written);
    }

    /// <summary>A program with a token of a role.</summary>
    public async Task<HttpClient> ProgramAsync(Role role)
    {
        if (!_tokens.TryGetValue(role, out var token))
        {
            var account = await Site.AccountAsync(role);
            token = _tokens[role] = (await Site.App.Services.GetRequiredService<ApiTokens>().MakeAsync(new Person(account.Id, account.UserName!, role), "test", role, 1, CancellationToken.None)).Secret;
        }

        var client = Site.App.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public async ValueTask DisposeAsync() => await Site.DisposeAsync();
}

internal static class ApiAnswers
{
    public static async Task<JsonElement> JsonAsync(this HttpClient client, string address)
    {
        using var answer = await client.GetAsync(address);
        answer.IsSuccessStatusCode.ShouldBeTrue($"{address}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>The status, the stable word of a problem and the whole.</summary>
    public static async Task<(int Status, string? Code)> ProblemAsync(this HttpResponseMessage answer)
    {
        answer.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("detail").GetString().ShouldNotBeNullOrEmpty();
        return ((int)answer.StatusCode, problem.GetProperty("code").GetString());
    }
}
