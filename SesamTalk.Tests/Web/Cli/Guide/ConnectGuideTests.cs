using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using SesamTalk.Tests.Conformance.Rest;
using SesamTalk.Tests.House;
using SesamTalk.Web;
using SesamTalk.Web.Cli;
using Shouldly;

namespace SesamTalk.Tests.Web.Cli.Guide;

/// <summary>The guide of the README, step by step: from an OpenAPI description to records in the other system.</summary>
public sealed class ConnectGuideTests : IAsyncLifetime
{
    private static readonly string Here = Path.Combine(SourceFile.Top, "SesamTalk.Tests", "Web", "Cli", "Guide");
    private static readonly ServerShape CrmShape = new(ServerPaging.Offset, ServerSignIn.KeyInHeader);
    private readonly TempFolder _folder = new();
    private readonly List<string> _variables = [];
    private ShapedServer _shop = null!;
    private ShapedServer _crm = null!;

    public async ValueTask InitializeAsync()
    {
        _shop = await ShapedServer.StartAsync(new(ServerPaging.Page, ServerSignIn.Bearer));
        _crm = await ShapedServer.StartAsync(CrmShape);
    }

    public async ValueTask DisposeAsync()
    {
        await _shop.DisposeAsync();
        await _crm.DisposeAsync();
        foreach (var variable in _variables) Environment.SetEnvironmentVariable(variable, null);
        _folder.Dispose();
    }

    [Fact]
    public async Task From_a_description_to_records_in_the_other_system_by_the_guide_alone()
    {
        using var shop = Client(_shop, http => http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "plain-key"));
        using var crm = Client(_crm, http => http.DefaultRequestHeaders.Add("X-Key", "plain-key"));
        foreach (var name in new[] { "Nordlys AS", "Ærlig Østbø", "Fjordheim AS" }) (await shop.PostAsJsonAsync("api/customers", new JsonObject { ["name"] = name, ["country"] = "NO" })).EnsureSuccessStatusCode();
        var (manifest, key) = (_folder.File("shop.yaml"), Variable("plain-key"));

        // 1: a draft of the description; the notes name what a person should look at.
        var draft = await RunAsync("connector", "draft", Path.Combine(Here, "shop.openapi.yaml"), "--out", manifest);
        draft.Exit.ShouldBe(3, draft.Error);
        draft.Error.ShouldContain("tags");

        // 2: tried against the live system, which is told from a manifest that cannot work.
        var tried = await RunAsync("connector", "test", manifest, "--address", _shop.Root.ToString(), "--secret", $"apiKey={key}", "--json");
        tried.Exit.ShouldBe(0, tried.Output + tried.Error);
        var steps = JsonNode.Parse(tried.Output)!["steps"]!.AsArray().Select(step => (string)step!["name"]!);
        steps.ShouldBe(["address", "tls", "sign-in", "read Customers", "rights"]);

        // 3: both systems of an installation.
        (await RunAsync("system", "add", "shop", "--manifest", manifest, "--address", _shop.Root.ToString(), "--secret", $"apiKey={key}", "--data", Data)).Exit.ShouldBe(0);
        await File.WriteAllTextAsync(_folder.File("crm.yaml"), CrmShape.Manifest);
        (await RunAsync("system", "add", "crm", "--name", "The CRM", "--manifest", _folder.File("crm.yaml"), "--address", _crm.Root.ToString(), "--secret", $"apiKey={key}", "--data", Data)).Exit.ShouldBe(0);
        (await RunAsync("system", "test", "crm", "--data", Data)).Exit.ShouldBe(0);

        // 4: the dataflow, and what it joins.
        var import = await RunAsync("import", Path.Combine(Here, "shop-to-crm.rst"), "--as", "shop-crm", "--data", Data);
        import.Exit.ShouldBe(0, import.Error);
        var connected = await RunAsync("system", "connect", "shop-crm", "shop", "crm", "--data", Data);
        connected.Exit.ShouldBe(0, connected.Error);

        // 5: a look at what would be done, and the run.
        var look = await RunAsync("sync", "shop-crm", "--dry-run", "--data", Data);
        look.Exit.ShouldBe(0, look.Error);
        look.Output.ShouldContain("plan run");
        (await NamesAsync(crm)).ShouldBeEmpty();
        var run = await RunAsync("sync", "shop-crm", "--data", Data);
        run.Exit.ShouldBe(0, run.Output + run.Error);
        (await NamesAsync(crm)).ShouldBe(["Fjordheim AS", "Nordlys AS", "Ærlig Østbø"], ignoreOrder: true);
        (await RunAsync("sync", "shop-crm", "--data", Data)).Exit.ShouldBe(0);
        (await NamesAsync(crm)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_secret_goes_in_and_never_comes_out()
    {
        const string secret = "not-to-be-seen-anywhere";
        var variable = Variable(secret);
        await File.WriteAllTextAsync(_folder.File("crm.yaml"), CrmShape.Manifest);
        List<Verb> said =
        [
            await RunAsync("connector", "test", _folder.File("crm.yaml"), "--address", _crm.Root.ToString(), "--secret", $"apiKey={variable}"),
            await RunAsync("system", "add", "crm", "--manifest", _folder.File("crm.yaml"), "--address", _crm.Root.ToString(), "--secret", $"apiKey={variable}", "--json", "--data", Data),
            await RunAsync("system", "list", "--json", "--data", Data),
            await RunAsync("system", "show", "crm", "--data", Data),
            await RunAsync("system", "show", "crm", "--json", "--data", Data),
            await RunAsync("system", "test", "crm", "--data", Data),
        ];
        foreach (var verb in said) (verb.Output + verb.Error).ShouldNotContain(secret);
        said[^1].Exit.ShouldBe(1);
        said[^1].Output.ShouldContain("FAILED  sign-in");
        said[3].Output.ShouldContain("apiKey = (kept, not shown)");
    }

    [Fact]
    public async Task What_cannot_work_is_refused_with_what_to_do_and_nothing_is_stored()
    {
        await File.WriteAllTextAsync(_folder.File("crm.yaml"), CrmShape.Manifest);
        await File.WriteAllTextAsync(_folder.File("bad.yaml"), CrmShape.Manifest.Replace("path: /customers\n", "path: customers\n"));
        await RefusedAsync("apiKey", "system", "add", "crm", "--manifest", _folder.File("crm.yaml"), "--address", _crm.Root.ToString(), "--data", Data);
        await RefusedAsync("baseAddress", "system", "add", "crm", "--manifest", _folder.File("crm.yaml"), "--secret", $"apiKey={Variable("k")}", "--data", Data);
        await RefusedAsync("environment variable", "system", "add", "crm", "--manifest", _folder.File("crm.yaml"), "--secret", "apiKey=plain-key", "--data", Data);
        await RefusedAsync("slash", "system", "add", "crm", "--manifest", _folder.File("bad.yaml"), "--address", _crm.Root.ToString(), "--secret", $"apiKey={Variable("k")}", "--data", Data);
        await RefusedAsync("bad.yaml:", "connector", "test", _folder.File("bad.yaml"));
        await RefusedAsync("no such file", "connector", "test", _folder.File("none.yaml"));
        await RefusedAsync("neither", "connector", "draft", await FileAsync("words.txt", "key: [open"));
        await RefusedAsync("no datatypes", "connector", "draft", await FileAsync("other.json", "{\"a\":1}"));
        await RefusedAsync("There is none yet", "system", "test", "crm", "--data", Data);
        (await RunAsync("system", "list", "--data", Data)).Output.ShouldContain("no systems");
    }

    [Fact]
    public async Task A_system_is_changed_part_by_part_and_removed_only_where_nothing_stands_on_it()
    {
        await File.WriteAllTextAsync(_folder.File("crm.yaml"), CrmShape.Manifest);
        string[] add = ["system", "add", "crm", "--manifest", _folder.File("crm.yaml"), "--address", _crm.Root.ToString(), "--secret", $"apiKey={Variable("plain-key")}", "--data", Data];
        (await RunAsync(add)).Exit.ShouldBe(0);
        (await RunAsync(add)).Error.ShouldContain("--replace");
        (await RunAsync("system", "add", "crm", "--replace", "--name", "Another name", "--data", Data)).Exit.ShouldBe(0);
        (await RunAsync("system", "test", "crm", "--data", Data)).Exit.ShouldBe(0, "its secret stayed");
        await RunAsync("import", Path.Combine(Here, "shop-to-crm.rst"), "--as", "shop-crm", "--data", Data);
        (await RunAsync("system", "connect", "shop-crm", "crm", "crm", "--data", Data)).Exit.ShouldBe(0);
        (await RunAsync("system", "remove", "crm", "--data", Data)).Error.ShouldContain("shop-crm");
        (await RunAsync("system", "add", "other", "--manifest", _folder.File("crm.yaml"), "--address", _crm.Root.ToString(), "--secret", $"apiKey={Variable("k")}", "--data", Data)).Exit.ShouldBe(0);
        (await RunAsync("system", "remove", "other", "--data", Data)).Exit.ShouldBe(0);
        (await RunAsync("system", "list", "--data", Data)).Output.ShouldBe($"crm: Another name, rest, production{Environment.NewLine}");
    }

    private string Data => _folder.File("data");

    private async Task RefusedAsync(string words, params string[] args)
    {
        var verb = await RunAsync(args);
        verb.Exit.ShouldBe(2, string.Join(' ', args) + verb.Output + verb.Error);
        verb.Error.ShouldContain(words);
    }

    private async Task<string> FileAsync(string name, string text)
    {
        await File.WriteAllTextAsync(_folder.File(name), text);
        return _folder.File(name);
    }

    private string Variable(string value)
    {
        var name = $"GUIDE_{Guid.NewGuid():N}";
        Environment.SetEnvironmentVariable(name, value);
        _variables.Add(name);
        return name;
    }

    private static async Task<Verb> RunAsync(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var doors = new VerbDoors(TalkFolders.Data, (_, _, _) => throw new InvalidOperationException("Nothing is served here."), (folder, needsSystems, cancellation) => TalkVerbs.OpenAsync(folder, needsSystems, cancellation));
        return new(await TalkCommand.RunAsync(args, doors, output, error), output.ToString(), error.ToString());
    }

    private static HttpClient Client(ShapedServer server, Action<HttpClient> signIn)
    {
        var http = new HttpClient { BaseAddress = server.Root };
        signIn(http);
        return http;
    }

    private static async Task<List<string>> NamesAsync(HttpClient crm) =>
        [.. JsonNode.Parse(await crm.GetStringAsync("api/customers"))!["data"]!["rows"]!.AsArray().Select(row => (string)row!["name"]!)];
}
