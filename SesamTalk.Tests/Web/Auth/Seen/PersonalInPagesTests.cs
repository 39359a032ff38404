using System.Net;
using Microsoft.AspNetCore.Components;
using SesamTalk.Tests.Web.Pages;
using SesamTalk.Web;
using SesamTalk.Web.Auth;
using Shouldly;

namespace SesamTalk.Tests.Web.Auth.Seen;

/// <summary>No page, file or answer of the API shows a Viewer what is about a person; whoever settles conflicts sees it.</summary>
public sealed class PersonalInPagesTests(PersonSite site) : IClassFixture<PersonSite>
{
    /// <summary>Where a page that takes something in its address is looked at, and its parts that a picture of it shows.</summary>
    private Dictionary<string, string[]> Addresses => new()
    {
        [TalkUrls.DataflowRoute] = [.. new[] { "", "links", "conflicts", "runs", "document", "rules", "history", "checklist" }.Select(tab => TalkUrls.Dataflow(PageData.Unnamed, tab))],
        [TalkUrls.MappingRoute] = [TalkUrls.Mapping(PageData.Unnamed, "customers-person--customers-person")],
        [TalkUrls.Links] = [TalkUrls.Links, "/links?part=alone", "/links?state=Failing", "/links?q=70001"],
        [TalkUrls.LinkRoute] = [TalkUrls.Link(site.Link), TalkUrls.Link(site.Link) + "?show=all&panel=raw", TalkUrls.Link(site.Link, "2026-03-02T00:00:00Z")],
        [TalkUrls.Conflicts] = [TalkUrls.Conflicts, TalkUrls.Conflicts + $"?sel={site.Conflict}", TalkUrls.ConflictsOf(status: "settled"), TalkUrls.ConflictsOf(status: "rule")],
        [TalkUrls.ConflictRoute] = [.. new[] { site.Conflict, site.Question, site.Settled }.Select(TalkUrls.Conflict)],
        [TalkUrls.Deletes] = [TalkUrls.Deletes, TalkUrls.Deletes + "?show=withdrawn"],
        [TalkUrls.Runs] = [TalkUrls.Runs, TalkUrls.RunsOf(PageData.Unnamed)],
        [TalkUrls.RunRoute] = [.. new[] { "", "needs", "changes", "settings" }.Select(tab => TalkUrls.Run(site.Run, tab)), .. new[] { "", "plan", "changes" }.Select(tab => TalkUrls.Run(site.PlanRun, tab))],
        [TalkUrls.RoundRoute] = [TalkUrls.Round(site.Round)],
        [TalkUrls.RoundReportRoute] = [TalkUrls.RoundReport(site.Round)],
        [TalkUrls.SystemRoute] = [TalkUrls.System("poweroffice-go")],
    };

    private string[] Files =>
    [
        TalkUrls.LinkDownloadRoute, TalkUrls.RunDownload(site.Run), .. new[] { "csv", "json", "rst" }.Select(format => TalkUrls.RoundDownload(site.Round, format)), TalkUrls.Metrics,
        "/api/v1/links", $"/api/v1/links/{site.Link}", "/api/v1/conflicts?status=all", $"/api/v1/conflicts/{site.Question}", "/api/v1/deletes", "/api/v1/runs", $"/api/v1/runs/{site.Run}", $"/api/v1/runs/{site.Run}/writes", $"/api/v1/runs/{site.PlanRun}/plan",
    ];

    [Fact]
    public async Task A_viewer_is_shown_nothing_of_a_person_on_any_page_or_in_any_file()
    {
        using var viewer = await site.Guarded.ClientAsync(Role.Viewer);
        List<string> leaks = [];
        foreach (var address in All())
            leaks.AddRange(PersonSite.Words.Where(word => Read(viewer, address).Result.Contains(word.Value, StringComparison.OrdinalIgnoreCase)).Select(word => $"{address} shows the {word.Key}"));
        string.Join("\n", leaks).ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_settles_conflicts_is_shown_each_of_them_so_that_the_words_are_really_there()
    {
        using var resolver = await site.Guarded.ClientAsync(Role.Resolver);
        Dictionary<string, string> read = [];
        foreach (var address in All()) read[address] = await Read(resolver, address);
        foreach (var (what, word) in PersonSite.Words) read.Values.ShouldContain(page => page.Contains(word, StringComparison.Ordinal), what);
        // Where a person is to be expected; a page that moves away from here has lost its rows.
        string[] rows = [TalkUrls.Links, "/links?part=alone", TalkUrls.Link(site.Link), TalkUrls.Conflicts, TalkUrls.ConflictsOf(status: "settled"), TalkUrls.Conflict(site.Conflict), TalkUrls.Conflict(site.Question), TalkUrls.Deletes, TalkUrls.Run(site.Run, "changes"), TalkUrls.Run(site.PlanRun, "plan"), TalkUrls.LinkDownloadRoute, TalkUrls.RunDownload(site.Run)];
        foreach (var address in rows) read[address].ShouldContain("Canarybird", Case.Sensitive, address);
    }

    [Theory]
    [InlineData("Zyxwaine", 0, 3)]
    [InlineData("Cana", 0, 3)]
    [InlineData("70001", 1, 1)]
    public async Task A_viewers_search_meets_no_part_of_a_name(string term, int found, int foundByResolver)
    {
        foreach (var (role, expected) in new[] { (Role.Viewer, found), (Role.Resolver, foundByResolver) })
        {
            using var client = await site.Guarded.ClientAsync(role);
            var lines = (await client.GetStringAsync("/links.csv?q=" + term)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            (lines.Length - 1).ShouldBe(expected, role.ToString());
            using var page = System.Text.Json.JsonDocument.Parse(await client.GetStringAsync("/api/v1/links?q=" + term));
            page.RootElement.GetProperty("items").GetArrayLength().ShouldBe(expected, role.ToString());
        }
    }

    [Fact]
    public async Task A_viewer_is_told_what_can_be_looked_for()
    {
        using var viewer = await site.Guarded.ClientAsync(Role.Viewer);
        (await Read(viewer, "/links?q=Zyxw")).ShouldContain("Names are hidden from your role");
        using var resolver = await site.Guarded.ClientAsync(Role.Resolver);
        (await Read(resolver, "/links?q=Zyxw")).ShouldNotContain("Names are hidden from your role");
    }

    [Fact]
    public async Task AU_3_The_page_of_each_thing_leads_an_admin_to_its_history_in_the_audit_and_nobody_else()
    {
        using var admin = await site.Guarded.ClientAsync(Role.Admin);
        using var operators = await site.Guarded.ClientAsync(Role.Operator);
        foreach (var page in Addresses.Where(page => page.Key.Contains('{', StringComparison.Ordinal)).Select(page => page.Value[0]))
        {
            var html = await Read(admin, page);
            var link = System.Text.RegularExpressions.Regex.Match(html, "href=\"(/audit\\?object=[^\"]+)\"").Groups[1].Value;
            link.ShouldNotBeEmpty(page);
            (await Read(admin, link)).ShouldContain("About " + Uri.UnescapeDataString(link[(link.IndexOf('=', StringComparison.Ordinal) + 1)..]), Case.Sensitive, page);
            (await Read(operators, page)).ShouldNotContain("/audit?object=", Case.Sensitive, page);
        }
    }

    // Every page there is: one that takes something in its address and is not named above fails here.
    private IEnumerable<string> All()
    {
        var routes = typeof(TalkUrls).Assembly.GetTypes().SelectMany(type => type.GetCustomAttributes(typeof(RouteAttribute), false).Cast<RouteAttribute>()).Select(route => route.Template).ToList();
        routes.ShouldContain(TalkUrls.LinkRoute);
        return routes.SelectMany(route => Addresses.TryGetValue(route, out var named) ? named : route.Contains('{', StringComparison.Ordinal) ? throw new InvalidOperationException($"Say where the page {route} is looked at for what it shows of persons.") : [route]).Concat(Files);
    }

    private readonly Dictionary<(HttpClient, string), Task<string>> _read = [];

    private Task<string> Read(HttpClient client, string address) => _read.TryGetValue((client, address), out var known) ? known : _read[(client, address)] = ReadAsync(client, address);

    private static async Task<string> ReadAsync(HttpClient client, string address)
    {
        using var answer = await client.GetAsync(address);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }
}
