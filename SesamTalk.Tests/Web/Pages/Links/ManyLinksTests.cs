using System.Diagnostics;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Cli;
using Shouldly;
using static Microsoft.Playwright.Assertions;

namespace SesamTalk.Tests.Web.Pages.Links;

/// <summary>The links page over very many links; a million in a full run.</summary>
[Collection(BrowserTests.Name)]
public sealed class ManyLinksTests(BrowserSession browser, ITestOutputHelper output)
{
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("SESAMTALK_FULL") == "1";
    private static readonly int Links = IsFull ? 1_000_000 : 2_000;

    [Fact]
    public async Task LB_1_PERF_2_A_link_is_found_by_id_name_organisation_number_and_e_mail_and_filters_answer_at_once()
    {
        await using var app = WebApp.OnKestrel();
        var seeding = Stopwatch.GetTimestamp();
        await SeedLinksWork.DoAsync(app.Services, Links, default);
        output.WriteLine($"seeded {Links} links in {Stopwatch.GetElapsedTime(seeding).TotalSeconds:0.0} s");
        await using var visitor = await browser.VisitAsync(app);
        await visitor.GoAsync("/links");
        var random = new Random(7);
        var dataflow = (await app.Services.GetRequiredService<DataflowStore>().FindAsync(SeedLinksWork.DataflowId))!;
        List<double> searches = [], filters = [];
        for (var i = 0; i < (IsFull ? 10 : 2); i++)
        {
            var number = random.Next(1, Links + 1);
            var name = SeededLinks.Of(dataflow, number).Link.LabelA;
            foreach (var term in new[] { $"{10_000_000 + number}", $"S-{number}", SeededLinks.OrganisationNumber(number), SeededLinks.Mail(number) })
            {
                searches.Add(await SearchAsync(visitor, term));
                await Expect(visitor.Page.Locator("tbody tr")).ToHaveCountAsync(1);
                await Expect(visitor.Page.Locator("tbody tr").First).ToContainTextAsync($"{10_000_000 + number}");
            }

            searches.Add(await SearchAsync(visitor, name));
            await Expect(visitor.Page.Locator("tbody tr")).Not.ToHaveCountAsync(0);
            await Expect(visitor.Page.Locator("tbody tr").First).ToContainTextAsync(name);
        }

        await SearchAsync(visitor, "");
        for (var i = 0; i < (IsFull ? 5 : 1); i++)
            foreach (var state in new[] { "Conflict", "InSync", "Failing", "" }) filters.Add(await FilterAsync(visitor, state));
        output.WriteLine($"search: p50 {At(searches, 0.5):0} ms, p95 {At(searches, 0.95):0} ms; filter: p50 {At(filters, 0.5):0} ms, p95 {At(filters, 0.95):0} ms");
        if (IsFull) (At(searches, 0.95) <= 500, At(filters, 0.95) <= 300).ShouldBe((true, true));
        visitor.ShouldBeUntroubled();
    }

    // From the moment that typing has stopped (the field waits 300 ms for more) to the rows on screen.
    private static async Task<double> SearchAsync(Visitor visitor, string term)
    {
        await visitor.Page.EvaluateAsync(Watch);
        await visitor.Page.Locator("main input[type=search]").FillAsync(term);
        return await visitor.Page.EvaluateAsync<double>("() => window.settled") - 300;
    }

    private static async Task<double> FilterAsync(Visitor visitor, string state)
    {
        await visitor.Page.EvaluateAsync(Watch);
        await visitor.Page.GetByLabel("State", new() { Exact = true }).SelectOptionAsync(state);
        return await visitor.Page.EvaluateAsync<double>("() => window.settled");
    }

    private const string Watch = """
        () => {
          const from = performance.now();
          const before = document.querySelector('table[data-rows], main table')?.textContent;
          window.settled = new Promise(done => {
            let last = 0, quiet;
            const settle = () => { clearTimeout(quiet); quiet = setTimeout(() => done(last - from), 700); };
            new MutationObserver(() => { last = performance.now(); settle(); }).observe(document.querySelector('main'), { childList: true, subtree: true, characterData: true });
            setTimeout(() => { if (!last) done(300); }, 5000);
          });
        }
        """;

    private static double At(List<double> times, double share) => times.Order().ElementAt((int)Math.Ceiling(times.Count * share) - 1);
}
