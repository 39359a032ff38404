using System.Text.Json;
using SesamTalk.Engine.Storage;
using SesamTalk.Tests.House;
using Shouldly;

namespace SesamTalk.Tests.Web.Cli;

/// <summary>The verbs as real processes on a data folder of their own.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Status_of_a_new_demo_lists_it_and_keeps_logs_off_standard_output()
    {
        var verb = await Verb.RunAsync("status", "--json", "--demo", "--data", _folder.Path);
        verb.Exit.ShouldBe(0, verb.Error);
        JsonDocument.Parse(verb.Output).RootElement.GetProperty("dataflows").GetArrayLength().ShouldBe(5);
        verb.Error.ShouldContain("demo");
        FolderOwner.Of(_folder.Path).ShouldBeNull();
    }

    [Fact]
    public async Task An_unknown_dataflow_is_bad_input()
    {
        var verb = await Verb.RunAsync("sync", "nothing-like-it", "--demo", "--data", _folder.Path);
        (verb.Exit, verb.Output).ShouldBe((2, ""));
        verb.Error.ShouldContain("powerofficego-unnamed");
    }

    [Fact]
    public async Task The_demo_syncs_from_a_new_folder_and_says_so_in_json()
    {
        var verb = await Verb.RunAsync("sync", "powerofficego-unnamed", "--json", "--demo", "--data", _folder.Path);
        verb.Exit.ShouldBeOneOf(0, 3);
        var run = JsonDocument.Parse(verb.Output).RootElement;
        run.GetProperty("counts").GetProperty("readA").GetInt32().ShouldBeGreaterThan(0);
        run.GetProperty("counts").GetProperty("linked").GetInt32().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_document_goes_out_and_comes_in_again()
    {
        var path = _folder.File("out.rst");
        var export = await Verb.RunAsync("export", "powerofficego-unnamed", "--out", path, "--demo", "--data", _folder.Path);
        (export.Exit, export.Output).ShouldBe((0, ""), export.Error);
        (await Verb.RunAsync("export", "nothing-like-it", "--data", _folder.Path)).Exit.ShouldBe(2);

        var import = await Verb.RunAsync("import", path, "--as", "my-own", "--json", "--data", _folder.Path);
        import.Exit.ShouldBe(0, import.Error);
        var taken = JsonDocument.Parse(import.Output).RootElement.GetProperty("dataflows")[0];
        (taken.GetProperty("id").GetString(), taken.GetProperty("isNew").GetBoolean()).ShouldBe(("my-own", true));

        var again = await Verb.RunAsync("export", "my-own", "--data", _folder.Path);
        (again.Exit, again.Output).ShouldBe((0, await File.ReadAllTextAsync(path)));
    }

    [Fact]
    public async Task One_bad_document_keeps_all_out()
    {
        var bad = _folder.File("bad.rst");
        await File.WriteAllTextAsync(bad, "Dear all,\nno dataflow here.\n");
        var sound = Path.Combine(SourceFile.Top, "SesamTalk.Tests", "Documents", "every.rst");
        var import = await Verb.RunAsync("import", sound, bad, "--data", _folder.File("data"));
        (import.Exit, import.Output).ShouldBe((2, ""));
        import.Error.ShouldContain("bad.rst:1");
        import.Error.ShouldContain("Nothing was imported");
        Directory.Exists(_folder.File("data")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_folder_in_use_without_a_server_is_said_to_be()
    {
        using var taken = FolderLock.TryTake(_folder.Path);
        var verb = await Verb.RunAsync("status", "--data", _folder.Path);
        verb.Exit.ShouldBe(1);
        verb.Error.ShouldContain($"in use by process {Environment.ProcessId}");
        verb.Error.ShouldContain("--data");
    }

    [Fact]
    public async Task A_verb_hands_its_work_to_the_server_and_a_second_server_is_refused()
    {
        using var server = Verb.Start("serve", "--data", _folder.Path, "--urls", "http://127.0.0.1:0", "--Operations:Logs=json");
        List<string> labels;
        Task<string> log;
        try
        {
            // Once the folder is taken a verb waits for the server to start.
            while (FolderOwner.Of(_folder.Path) is null) await server.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            log = server.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var status = await Verb.RunAsync("status", "--json", "--data", _folder.Path);
            status.Exit.ShouldBe(0, status.Error);
            JsonDocument.Parse(status.Output).RootElement.GetProperty("dataflows").GetArrayLength().ShouldBe(5);
            status.Error.ShouldBeEmpty();

            var unknown = await Verb.RunAsync("sync", "nothing-like-it", "--data", _folder.Path);
            unknown.Exit.ShouldBe(2);

            var sync = await Verb.RunAsync("sync", "powerofficego-unnamed", "--json", "--data", _folder.Path);
            sync.Exit.ShouldBeOneOf([0, 3], sync.Error);
            JsonDocument.Parse(sync.Output).RootElement.GetProperty("counts").GetProperty("linked").GetInt32().ShouldBeGreaterThan(0);

            var second = await Verb.RunAsync("serve", "--data", _folder.Path, "--urls", "http://127.0.0.1:0");
            second.Exit.ShouldBe(1);
            second.Error.ShouldContain($"in use by process {server.Id}");

            var links = await Verb.RunAsync("links", "list", "powerofficego-unnamed", "--json", "--data", _folder.Path);
            labels = [.. JsonDocument.Parse(links.Output).RootElement.GetProperty("links").EnumerateArray().Select(link => link.GetProperty("labelA").GetString()!).Where(label => label.Length > 3)];
            labels.ShouldNotBeEmpty();

            using var watcher = new HttpClient { BaseAddress = FolderOwner.Of(_folder.Path)!.Address };
            (await watcher.GetAsync("/health/ready", TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        }
        finally
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync();
        }
        // The log is one object a line, with ids and no values; a start, a first run and whoever asks whether the site is ready are nothing to be warned of.
        var said = (await log).Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line.EndsWith('}')).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        said.ShouldAllBe(line => line.GetProperty("LogLevel").GetString() == "Information" && line.GetProperty("Timestamp").GetDateTimeOffset() > DateTimeOffset.UnixEpoch);
        said.ShouldContain(line => line.GetProperty("Category").GetString()!.EndsWith("SyncRunner") && line.GetProperty("State").GetProperty("DataflowId").GetString() == "powerofficego-unnamed" && line.GetProperty("State").GetProperty("RunId").GetGuid() != Guid.Empty);
        foreach (var label in labels) (await log).ShouldNotContain(label, Case.Insensitive);
        // Killed, not stopped: what it left behind is in nobody's way.
        var after = await Verb.RunAsync("status", "--data", _folder.Path);
        after.Exit.ShouldBe(0, after.Error);
    }

    public void Dispose() => _folder.Dispose();
}
