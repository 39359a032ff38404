using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Tests.Web.Auth;
using SesamTalk.Tests.Web.Nodes;
using SesamTalk.Tests.Web.Pages;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Auth.Accounts;
using Shouldly;

namespace SesamTalk.Tests.Web.Operations;

/// <summary>How fast the site is there, and how many it serves at once.</summary>
public sealed class ServingTests(ITestOutputHelper output)
{
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("SESAMTALK_FULL") == "1";

    [Fact]
    public async Task The_first_page_is_there_within_five_seconds_and_an_idle_site_is_small()
    {
        Assert.SkipUnless(IsFull, "Times are measured in full, where nothing else runs.");
        var since = Stopwatch.GetTimestamp();
        using var site = await NodeProcess.StartAsync();
        using var visitor = new HttpClient { BaseAddress = site.Address };
        (await visitor.GetAsync("/sign-in")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var took = Stopwatch.GetElapsedTime(since);
        for (var look = 0; look < 20; look++) await visitor.GetAsync("/health/ready");
        output.WriteLine($"First page after {took.TotalSeconds:0.0} s; {site.Memory / 1024 / 1024} MB in memory.");
        took.TotalSeconds.ShouldBeLessThan(5);
        site.Memory.ShouldBeLessThan(400L * 1024 * 1024);
    }

    [Fact]
    public async Task A_hundred_programs_at_once_are_all_answered()
    {
        var (span, programs) = IsFull ? (TimeSpan.FromSeconds(60), 100) : (TimeSpan.FromSeconds(1), 20);
        await using var site = new GuardedSite(WebApp.OnKestrel(asksSignIn: true));
        await new PageData(site.App.Services).DataflowsAsync();
        await new PageData(site.App.Services).LinksAsync(200);
        var account = await site.AccountAsync(Role.Viewer);
        List<string> tokens = [];
        for (var number = 0; number < programs; number++) tokens.Add((await site.App.Services.GetRequiredService<ApiTokens>().MakeAsync(new Person(account.Id, account.UserName!, Role.Viewer), $"load {number}", Role.Viewer, 1, CancellationToken.None)).Secret);
        string[] asked = ["dataflows", $"dataflows/{PageData.Unnamed}", "links?limit=50", "links?q=fjord", "conflicts", "runs", "systems", "me"];
        var since = Stopwatch.GetTimestamp();
        var all = (await Task.WhenAll(Enumerable.Range(0, programs).Select(ProgramAsync))).SelectMany(one => one).ToList();
        all.Sort();
        output.WriteLine($"{all.Count} answers to {programs} programs in {Stopwatch.GetElapsedTime(since).TotalSeconds:0} s: half within {all[all.Count / 2]:0} ms, p95 {all[(int)(all.Count * 0.95)]:0} ms.");
        all.Count.ShouldBeGreaterThanOrEqualTo(programs);

        // Whatever is no success ends the test.
        async Task<List<double>> ProgramAsync(int number)
        {
            using var program = new HttpClient { BaseAddress = new Uri(site.App.Address, "/api/v1/"), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", tokens[number]) } };
            List<double> times = [];
            for (var turn = number; times.Count == 0 || Stopwatch.GetElapsedTime(since) < span; turn++)
            {
                var begun = Stopwatch.GetTimestamp();
                using var answer = await program.GetAsync(asked[turn % asked.Length]);
                answer.StatusCode.ShouldBe(HttpStatusCode.OK, asked[turn % asked.Length]);
                await answer.Content.ReadAsByteArrayAsync();
                times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }

            return times;
        }
    }
}
