using System.Text.Json;
using System.Xml.Linq;
using SesamTalk.Engine.Checklists.Planted;
using SesamTalk.Engine.Checklists.Verify;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Cli;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Web.Cli;

public sealed class VerifyVerbTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly StringWriter _output = new(), _error = new();

    [Fact]
    public async Task A_pair_that_is_sound_passes_and_is_told_in_three_forms()
    {
        await using var trial = await Trial.StartAsync();
        var (json, junit) = (Path.Combine(_folder.Path, "all.json"), Path.Combine(_folder.Path, "all.xml"));

        (await RunAsync(trial, "verify", "trial", "--pair", "leads", "--json", json, "--junit", junit)).ShouldBe(0, _error.ToString());

        _output.ToString().ShouldContain("0 failed");
        using var told = JsonDocument.Parse(await File.ReadAllTextAsync(json, TestContext.Current.CancellationToken));
        var count = told.RootElement.GetProperty("lines").GetArrayLength();
        told.RootElement.GetProperty("totals").GetProperty("pass").GetInt32().ShouldBe(count);
        var suites = XDocument.Load(junit).Root!;
        (suites.Attribute("tests")!.Value, suites.Attribute("failures")!.Value, suites.Descendants("testcase").Count()).ShouldBe(($"{count}", "0", count));
    }

    [Fact]
    public async Task A_line_that_fails_ends_with_1_and_says_both_values()
    {
        await using var trial = await Trial.StartAsync(PlantedBugs.All.Single(bug => bug.Name == "the system takes the country code off telephone numbers"));
        trial.B.Rewrites = (entity, record) => entity == "People" && record["phone"] is string text ? record.With([KeyValuePair.Create("phone", (object?)text.Replace("+47", "", StringComparison.Ordinal))]) : record;
        var junit = Path.Combine(_folder.Path, "all.xml");

        (await RunAsync(trial, "verify", "trial", "--line", "trial/customers/phone~phone/ab/update", "--junit", junit)).ShouldBe(1);

        _output.ToString().ShouldContain("was expected");
        XDocument.Load(junit).Descendants("failure").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_is_not_restored_is_shouted_with_a_code_of_its_own()
    {
        await using var trial = await Trial.StartAsync();
        trial.B.Trouble = call => call.Write?.Kind == WriteKind.Delete ? new MemoryTrouble(new ConnectorError.Rejected([], "It is in use.")) : null;

        (await RunAsync(trial, "verify", "trial", "--line", "trial/leads/title~title/ab/update")).ShouldBe(5);

        _error.ToString().ShouldContain("NOT RESTORED");
    }

    [Fact]
    public async Task Results_go_into_a_round()
    {
        await using var trial = await Trial.StartAsync();
        var round = (await trial.Get<RoundVerbs>().MakeAsync(new NewRound("One", ["trial"], SesamTalk.Engine.Checklists.RoundScope.All, "Kari"), TestContext.Current.CancellationToken))!;

        (await RunAsync(trial, "verify", "trial", "--pair", "leads", "--round", round.Id.ToString())).ShouldBe(0, _error.ToString());

        (await trial.Get<RoundStore>().FindAsync(round.Id, TestContext.Current.CancellationToken))!.Totals.ByMachine.ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task A_round_is_made_exported_and_signed_on_the_command_line()
    {
        await using var trial = await Trial.StartAsync();
        (await RunAsync(trial, "round", "new", "Release 1", "trial")).ShouldBe(0, _error.ToString());
        var id = _output.ToString().Trim();
        foreach (var format in new[] { "csv", "json", "rst" })
            (await RunAsync(trial, "round", "export", id, "--format", format, "--language", "nb", "--to", _folder.Path)).ShouldBe(0, _error.ToString());
        Directory.GetFiles(_folder.Path, "round-*").Select(Path.GetExtension).Order().ShouldBe([".csv", ".json", ".rst"]);

        (await RunAsync(trial, "round", "sign", id, "--statement", "As it is.")).ShouldBe(0, _error.ToString());
        (await RunAsync(trial, "round", "sign", id)).ShouldBe(2);
        (await RunAsync(trial, "round", "list")).ShouldBe(0);
        _output.ToString().ShouldContain("Signed by");
    }

    [Fact]
    public async Task A_round_of_some_pairs_and_one_direction_has_these_lines_alone()
    {
        await using var trial = await Trial.StartAsync();
        (await RunAsync(trial, "round", "new", "Back", "trial", "--pair", "trial/leads", "--from", "B", "--testers", "Kari", "--due", "2031-05-17")).ShouldBe(0, _error.ToString());
        var state = (await trial.Get<RoundStore>().FindAsync(Guid.Parse(_output.ToString().Trim()), TestContext.Current.CancellationToken))!;
        state.Lines.ShouldAllBe(line => line.Line.PairId == "leads" && line.Line.From == SesamTalk.Engine.Records.Side.B);
        (state.Round.Testers, state.Round.Due is null).ShouldBe(("Kari", false));
        (await RunAsync(trial, "round", "new", "Lost", "trial", "--pair", "other/leads")).ShouldBe(2);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("trial", "--pair", "nothing")]
    [InlineData("trial", "--round", "8b6fb37c-6d61-4d9b-8b0a-0a1f3c0f2c11")]
    public async Task What_is_not_there_is_bad_input(params string[] asked)
    {
        await using var trial = await Trial.StartAsync();

        (await RunAsync(trial, ["verify", .. asked])).ShouldBe(2);
        _error.ToString().ShouldContain("Nothing was done");
    }

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    private Task<int> RunAsync(Trial trial, params string[] args) => TalkCommand.RunAsync(
        args, TestDoors.Shut with { Folder = _ => _folder.Path, Open = (folder, _, _) => Task.FromResult<IInstallation>(new OwnInstallation(trial.Get<IServiceProvider>(), () => { folder.Dispose(); return ValueTask.CompletedTask; })) }, _output, _error);
}
