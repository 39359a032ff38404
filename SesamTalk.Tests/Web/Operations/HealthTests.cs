using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Runs;
using SesamTalk.Tests.Web.Api.V1;
using SesamTalk.Tests.Web.Pages;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Operations;
using Shouldly;

namespace SesamTalk.Tests.Web.Operations;

/// <summary>What watchers of the site are told.</summary>
public sealed class HealthTests(ApiSite site) : IClassFixture<ApiSite>
{
    [Fact]
    public async Task A_site_that_works_is_alive_and_ready_and_says_so_to_everybody()
    {
        using var stranger = site.Site.App.CreateClient();
        (await stranger.GetStringAsync("/health/live")).ShouldBe("ok");
        var ready = await stranger.JsonAsync("/health/ready");
        ready.GetProperty("status").GetString().ShouldBe("ready");
        ready.GetProperty("checks").EnumerateArray().Select(check => check.GetProperty("name").GetString()).ShouldBe(["database", "jobs", "keys", "disk", "stopping"]);
    }

    [Fact]
    public async Task What_does_not_work_is_named_with_its_reason_and_the_site_is_not_ready()
    {
        await using var app = new WebApp(services =>
        {
            services.AddSingleton<ISecretProtector, BrokenKeys>();
            services.Configure<OperationsOptions>(options => options.LeastFreeMegabytes = 1_000_000);
        });
        using var watcher = app.CreateClient();
        using var answer = await watcher.GetAsync("/health/ready");
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        var wrong = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("checks").EnumerateArray().Where(check => !check.GetProperty("isFine").GetBoolean()).ToList();
        wrong.Select(check => check.GetProperty("name").GetString()).ShouldBe(["keys", "disk"]);
        wrong.ShouldAllBe(check => check.GetProperty("reason").GetString()!.Length > 20);
    }

    [Fact]
    public async Task Measurements_are_given_in_the_text_form_of_Prometheus_to_whoever_may_look()
    {
        using var stranger = site.Site.App.CreateClient();
        (await stranger.GetAsync("/metrics")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        await site.Site.App.Services.GetRequiredService<Gauges>().LookAsync(CancellationToken.None);
        using var viewer = await site.ProgramAsync(Role.Viewer);
        var lines = (await viewer.GetStringAsync("/metrics")).Split('\n');
        lines.ShouldContain("# TYPE sesamtalk_records gauge");
        lines.ShouldContain(line => line.StartsWith($"sesamtalk_records{{dataflow=\"{PageData.Unnamed}\",state=\"InSync\"}} "));
        lines.ShouldContain(line => line.StartsWith("http_server_request_duration_seconds_count{"));
        lines.ShouldAllBe(line => !line.Contains("Fjord"));
    }

    private sealed class BrokenKeys : ISecretProtector
    {
        public string Protect(string secret) => throw new System.Security.Cryptography.CryptographicException();

        public string Reveal(string protectedSecret) => throw new System.Security.Cryptography.CryptographicException();
    }
}
