using System.CommandLine;
using SesamTalk.Web.Cli;
using Shouldly;

namespace SesamTalk.Tests.Web.Cli;

public sealed class UsageTests
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    [Theory]
    [InlineData("snyc")]
    [InlineData("serve", "--bogus")]
    [InlineData("sync")]
    [InlineData("sync", "a", "b")]
    [InlineData("sync", "a", "--everything", "--dry-run")]
    [InlineData("sync", "a", "--urls", "http://127.0.0.1:1")]
    [InlineData("sync", "a", "--everything", "--only", "b:c")]
    [InlineData("plan")]
    [InlineData("plan", "run")]
    [InlineData("undo")]
    [InlineData("conflicts")]
    [InlineData("conflicts", "decide", "x", "perhaps")]
    [InlineData("deletes", "approve")]
    [InlineData("link", "pause", "x")]
    [InlineData("link", "relink", "x")]
    [InlineData("status", "--jsn")]
    [InlineData("config", "apply", "no-such-file.yaml")]
    [InlineData("migrate", "sqlite-to-postgres")]
    [InlineData("migrate", "sqlite-to-postgres", "--connection", "NO_SUCH_VARIABLE")]
    [InlineData("person", "erase")]
    [InlineData("backup")]
    [InlineData("restore")]
    [InlineData("restore", "no-such-file.zip")]
    [InlineData("document")]
    [InlineData("--data")]
    public async Task Wrong_usage_is_bad_input_and_opens_nothing(params string[] args)
    {
        (await RunAsync(args)).ShouldBe((int)ExitCode.BadInput);
        _error.ToString().ShouldContain("Nothing was done");
        _output.ToString().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_backup_is_not_brought_back_into_a_folder_whose_state_is_in_PostgreSQL()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("b.zip"), "", TestContext.Current.CancellationToken);
        (await TalkCommand.RunAsync(["restore", folder.File("b.zip"), "--data", folder.File("data")], TestDoors.Shut with { Provider = () => "Postgres" }, _output, _error)).ShouldBe((int)ExitCode.BadInput);
        _error.ToString().ShouldContain("pg_restore");
        Directory.Exists(folder.File("data")).ShouldBeFalse();
    }

    [Fact]
    public async Task Every_verb_explains_itself_and_each_of_its_words()
    {
        foreach (var (path, command) in All(TalkCommand.Build(TestDoors.Shut), []))
        {
            _output.GetStringBuilder().Clear();
            (await RunAsync([.. path, "--help"])).ShouldBe(0, string.Join(' ', path));
            var said = _output.ToString();
            command.Description.ShouldNotBeNullOrWhiteSpace(string.Join(' ', path));
            foreach (var word in new[] { "--help", "--data" }.Concat(command.Options.Select(option => option.Name)).Concat(command.Subcommands.Select(verb => verb.Name)).Concat(command.Arguments.Select(argument => argument.Name)))
                said.ShouldContain(word, Case.Sensitive, string.Join(' ', path));
            command.Options.Where(option => option.Description is null or "").Select(option => option.Name).ShouldBeEmpty(string.Join(' ', path));
            command.Arguments.Where(argument => argument.Description is null or "").Select(argument => argument.Name).ShouldBeEmpty(string.Join(' ', path));
        }

        _error.ToString().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("sync")]
    [InlineData("plan")]
    [InlineData("status")]
    [InlineData("links")]
    [InlineData("conflicts")]
    [InlineData("backup")]
    [InlineData("restore")]
    [InlineData("user")]
    public void The_verbs_that_an_admin_knows_are_there(string verb) => TalkCommand.Build(TestDoors.Shut).Subcommands.ShouldContain(command => command.Name == verb || command.Aliases.Contains(verb));

    private static IEnumerable<(string[] Path, Command Command)> All(Command command, string[] path) =>
        command.Subcommands.SelectMany(verb => All(verb, [.. path, verb.Name])).Prepend((path, command));

    [Fact]
    public async Task Settings_of_the_web_host_pass_through_to_the_site()
    {
        string[] passed = [];
        string? folder = null;
        var doors = TestDoors.Shut with { Serve = (asked, settings, _) => { (folder, passed) = (asked, settings); return Task.FromResult(0); } };
        (await TalkCommand.RunAsync(["--data", "here", "--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default=Debug"], doors, _output, _error)).ShouldBe(0);
        folder.ShouldBe("here");
        passed.ShouldBe(["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default=Debug"]);
        (await TalkCommand.RunAsync(["serve", "--data=there"], doors, _output, _error)).ShouldBe(0);
        folder.ShouldBe("there");
    }

    private Task<int> RunAsync(string[] args) => TalkCommand.RunAsync(args, TestDoors.Shut, _output, _error);
}
