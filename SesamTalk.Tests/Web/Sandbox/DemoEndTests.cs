using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using SesamTalk.Engine.Storage;
using SesamTalk.Tests.Web.Cli;
using Shouldly;
using static Microsoft.Playwright.Assertions;

namespace SesamTalk.Tests.Web.Sandbox;

/// <summary>A demo, served by a process of its own, is begun anew and taken away from its page.</summary>
[Collection(BrowserTests.Name)]
public sealed class DemoEndTests(BrowserSession browser) : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task FR_2_FR_4_A_demo_that_is_reset_is_as_on_its_first_day_and_one_that_is_removed_leaves_no_row()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("SESAMTALK_FULL") == "1", "A process is served three times over; set SESAMTALK_FULL=1.");
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        using var served = Verb.Start("serve", "--data", _folder.Path, "--urls", address.ToString());
        var console = served.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        _ = served.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        try
        {
            await AnsweringAsync(address);
            var first = await StateAsync();
            await using var visitor = await browser.VisitAddressAsync(address);
            var page = visitor.Page;
            (await Verb.RunAsync("sync", "powerofficego-unnamed", "--data", _folder.Path)).Exit.ShouldBeOneOf(0, 3);
            await EditAsync();
            (await StateAsync()).ShouldNotBe(first);

            await visitor.GoAsync("/settings");
            var before = FolderOwner.Of(_folder.Path)!.Token;
            await EndAsync(page, "Reset the demo…", "Reset it");
            await AnsweringAsync(address, before);
            (await StateAsync()).ShouldBe(first);
            Audited().ShouldContain("demo.reset");
            await Expect(page.Locator("#connection-lost")).ToBeHiddenAsync(new() { Timeout = 120_000 });
            await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Reset the demo…" })).ToBeVisibleAsync();

            await visitor.GoAsync("/settings");
            before = FolderOwner.Of(_folder.Path)!.Token;
            await EndAsync(page, "Remove the demo…", "Remove it");
            await AnsweringAsync(address, before);
            await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/sign-in"), new() { Timeout = 120_000 });
            Rows().ShouldBeEmpty();
            Audited().ShouldBe(["demo.removed"]);
            Directory.Exists(Path.Combine(_folder.Path, "sandbox")).ShouldBeFalse();
        }
        finally
        {
            served.Kill(entireProcessTree: true);
            await served.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        (await console).ShouldContain("The first admin is made here, once");
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private static async Task EndAsync(IPage page, string button, string confirm)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
        await Expect(page.Locator("dialog")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = confirm, Exact = true }).ClickAsync();
        await Expect(page.Locator("#connection-lost")).ToBeVisibleAsync();
    }

    // What there is, without when it came to be: dataflows and their records, systems, and what a sandbox holds.
    private async Task<string> StateAsync()
    {
        var status = await Verb.RunAsync("status", "--json", "--data", _folder.Path);
        status.Exit.ShouldBe(0, status.Error);
        var records = JsonNode.Parse(await new HttpClient().GetStringAsync(new Uri(await SandboxAsync(), "/_sandbox/records/customers-company")))!.AsArray().Select(record => $"{record!["id"]} {record["name"]}");
        return status.Output + string.Join('\n', records.Order(StringComparer.Ordinal));
    }

    private async Task EditAsync()
    {
        using var http = new HttpClient();
        var sandbox = await SandboxAsync();
        var one = JsonNode.Parse(await http.GetStringAsync(new Uri(sandbox, "/_sandbox/records/customers-company")))!.AsArray()[0]!;
        var edit = new JsonObject { ["entity"] = "customers-company", ["op"] = "update", ["id"] = one["id"]!.ToString(), ["values"] = new JsonObject { ["name"] = "Played with" } };
        using var answer = await http.PostAsJsonAsync(new Uri(sandbox, "/_sandbox/edit"), edit);
        answer.EnsureSuccessStatusCode();
    }

    private async Task<Uri> SandboxAsync()
    {
        var shown = await Verb.RunAsync("system", "show", "unnamed", "--json", "--data", _folder.Path);
        shown.Exit.ShouldBe(0, shown.Error);
        return new Uri(JsonDocument.Parse(shown.Output).RootElement.GetProperty("settings").GetProperty("baseAddress").GetString()!);
    }

    // Answers for itself, and is not the one that answered before.
    private async Task AnsweringAsync(Uri address, string? before = null)
    {
        using var http = new HttpClient { BaseAddress = address };
        var until = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(until) < TimeSpan.FromMinutes(2))
        {
            try
            {
                if (FolderOwner.Of(_folder.Path) is { Address: not null } owner && owner.Token != before && (await http.GetAsync(new Uri("/healthz", UriKind.Relative), TestContext.Current.CancellationToken)).IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // Not yet.
            }

            await SesamTalk.Web.Cli.VerbDoors.LookAgainAsync(TestContext.Current.CancellationToken);
        }

        throw new TimeoutException($"{address} does not answer");
    }

    // What is left of an installation: that it is none, and what a start writes for itself.
    private List<string> Rows()
    {
        List<string> found = [];
        foreach (var table in (string[])["Dataflows", "DataflowVersions", "Systems", "Links", "UnlinkedRecords", "Conflicts", "Runs", "Rounds", "History", "Decisions"])
        {
            using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder.Path, StorageOptions.FileName)};Mode=ReadOnly;Pooling=False");
            connection.Open();
            using var count = connection.CreateCommand();
            count.CommandText = $"SELECT COUNT(*) FROM \"{table}\"";
            if (Convert.ToInt64(count.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture) is > 0 and var rows) found.Add($"{table}: {rows}");
        }

        return found;
    }

    private List<string> Audited()
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder.Path, StorageOptions.FileName)};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var read = connection.CreateCommand();
        read.CommandText = "SELECT \"Act\" FROM \"Audit\"";
        using var rows = read.ExecuteReader();
        List<string> acts = [];
        while (rows.Read()) acts.Add(rows.GetString(0));
        return acts;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
