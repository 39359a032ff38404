using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Web.Auth;
using Shouldly;

namespace SesamTalk.Tests.Web.Auth;

/// <summary>XC-10, US-3: who may use which address, made from the addresses that there are and the one table of acts.</summary>
public sealed partial class RoleMatrixTests(GuardedSite site) : IClassFixture<GuardedSite>
{
    /// <summary>What the library itself answers for files that are not there; whoever asks must be signed in.</summary>
    private const string NoFile = "{**path:file}";

    private static readonly bool IsFull = Environment.GetEnvironmentVariable("SESAMTALK_FULL") == "1";

    private List<RouteEndpoint> Endpoints => [.. site.App.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Where(one => one.RoutePattern.RawText != NoFile).DistinctBy(Named)];

    [Fact]
    public void Every_address_says_who_may_use_it() =>
        Endpoints.Where(one => one.Metadata.GetMetadata<NeedsAttribute>() is null && one.Metadata.GetMetadata<OpenToAttribute>() is null).Select(Named).ShouldBeEmpty();

    [Fact]
    public void Every_page_says_who_may_use_it() =>
        typeof(Act).Assembly.GetTypes().Where(type => type.GetCustomAttributes(typeof(Microsoft.AspNetCore.Components.RouteAttribute), false).Length > 0 && type.GetCustomAttributes(typeof(NeedsAttribute), false).Length != 1)
            .Select(type => type.Name).ShouldBeEmpty();

    [Fact]
    public void What_is_open_to_all_is_a_short_list_that_somebody_thought_about() =>
        Endpoints.Where(one => one.Metadata.GetMetadata<OpenToAttribute>() is not null && !IsFile(one)).Select(one => one.RoutePattern.RawText).Distinct().Order(StringComparer.Ordinal).ShouldBe(
            ["/_talk/cancel/{run:guid}", "/_talk/do/{work}", "/_talk/sync", "/api/v1/hooks/{system}/{secret?}", "/health/live", "/health/ready", "/healthz", "/hooks/{system}/{secret?}", "/language/{culture}"]);

    [Fact]
    public async Task XC_10_Each_role_is_let_in_and_refused_by_the_table()
    {
        List<string> wrong = [];
        var guarded = Endpoints.Where(one => one.Metadata.GetMetadata<NeedsAttribute>() is not null).ToList();
        guarded.Count.ShouldBeGreaterThan(20);
        foreach (var role in Enum.GetValues<Role>())
        {
            using var client = await site.ClientAsync(role);
            foreach (var endpoint in guarded)
            {
                var act = endpoint.Metadata.GetMetadata<NeedsAttribute>()!.Act;
                // The table is a ladder: nobody, the last who may not and the first who may tell it; a full run asks for all.
                if (!IsFull && role != Role.Nobody && role != Acts.Least(act) && role != Acts.Least(act) - 1) continue;
                using var answer = await client.SendAsync(Ask(endpoint));
                if (IsLetIn(answer) != Acts.May(role, act)) wrong.Add($"{role} {Named(endpoint)} needs {act}: {(int)answer.StatusCode}");
            }
        }

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_stranger_is_led_to_the_sign_in_and_back_and_a_program_is_told_plainly()
    {
        using var browser = await site.ClientAsync(Role.Nobody);
        using var led = await browser.GetAsync("/links?q=a%20b&state=Waiting");
        led.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        led.Headers.Location!.ToString().ShouldBe("/sign-in?back=%2Flinks%3Fq%3Da%2520b%26state%3DWaiting");
        using var program = await site.ClientAsync(Role.Nobody, page: false);
        using var told = await program.GetAsync("/links");
        told.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Who_may_not_see_a_page_reads_which_role_it_needs_and_a_stranger_reads_nothing_of_the_installation()
    {
        using var viewer = await site.ClientAsync(Role.Viewer);
        using var refused = await viewer.GetAsync("/import");
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("Not for your role");
        using var stranger = await site.ClientAsync(Role.Nobody);
        var page = await stranger.GetStringAsync("/sign-in");
        page.ShouldContain("Sign in</h1>");
        page.ShouldNotContain("talk-nav");
        page.ShouldNotContain("talk-bell");
        using var lost = await stranger.GetAsync("/nothing-like-it");
        (await lost.Content.ReadAsStringAsync()).ShouldNotContain("talk-nav");
    }

    [Fact]
    public async Task A_viewers_menu_leads_only_where_a_viewer_may_go()
    {
        using var viewer = await site.ClientAsync(Role.Viewer);
        var page = await viewer.GetStringAsync("/help");
        page.ShouldContain("href=\"/runs\"");
        foreach (var closed in new[] { "/import", "/users", "/audit" }) page.ShouldNotContain($"href=\"{closed}\"");
        using var admin = await site.ClientAsync(Role.Admin);
        (await admin.GetStringAsync("/help")).ShouldContain("href=\"/import\"");
    }

    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Resolver)]
    public async Task Looking_through_a_smaller_role_shows_what_it_shows_and_does_nothing(Role role)
    {
        await using var scope = site.App.Services.CreateAsyncScope();
        var state = scope.ServiceProvider.GetRequiredService<Microsoft.AspNetCore.Components.Authorization.AuthenticationStateProvider>();
        var principal = await scope.ServiceProvider.GetRequiredService<Microsoft.AspNetCore.Identity.IUserClaimsPrincipalFactory<SesamTalk.Web.Auth.Accounts.Account>>().CreateAsync(await site.AccountAsync(Role.Admin));
        ((Microsoft.AspNetCore.Components.Authorization.IHostEnvironmentAuthenticationStateProvider)state).SetAuthenticationState(Task.FromResult(new Microsoft.AspNetCore.Components.Authorization.AuthenticationState(principal)));
        var (reader, seenAs) = (scope.ServiceProvider.GetRequiredService<Reader>(), scope.ServiceProvider.GetRequiredService<SeenAs>());
        reader.As(Act.KeepUsers).ShouldBe("admin");

        seenAs.Begin(role);
        foreach (var act in Acts.All)
        {
            reader.May(act).ShouldBe(Acts.May(role, act));
            Should.Throw<NotAllowedException>(() => reader.As(act));
        }

        scope.ServiceProvider.GetRequiredService<Sight>().IsHidden.ShouldBe(role == Role.Viewer);
        seenAs.End();
        (reader.IsPreview, reader.As(Act.KeepUsers)).ShouldBe((false, "admin"));
    }

    private static bool IsFile(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<OpenToAttribute>()!.Because.StartsWith("the program's own files", StringComparison.Ordinal);

    private static string Named(RouteEndpoint endpoint) => $"{string.Join(',', endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [])} {endpoint.RoutePattern.RawText}";

    // Refused is 401, 403, or being led to the sign-in; whatever else an address says, it let the request in.
    private static bool IsLetIn(HttpResponseMessage answer) => answer.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        && !(answer.StatusCode == HttpStatusCode.Redirect && answer.Headers.Location!.ToString() is var led && (led == "/sign-in" || led.StartsWith("/sign-in?back=", StringComparison.Ordinal)));

    private static HttpRequestMessage Ask(RouteEndpoint endpoint)
    {
        var path = Place().Replace(endpoint.RoutePattern.RawText!, place => place.Value.Contains("guid", StringComparison.Ordinal) ? Guid.Empty.ToString() : "none");
        // Pages take forms too; they are looked at.
        var method = endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is null && endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is [var first, ..] ? first : "GET";
        return new HttpRequestMessage(new HttpMethod(method), "/" + path.TrimStart('/'));
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Place();
}
