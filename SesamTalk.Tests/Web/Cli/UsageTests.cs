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

    [Theory]
    [InlineData("--help")]
    [InlineData("serve", "--help")]
    [InlineData("sync", "--help")]
    [InlineData("plan", "--help")]
    [InlineData("plan", "run", "--help")]
    [InlineData("undo", "--help")]
    [InlineData("conflicts", "decide", "--help")]
    [InlineData("deletes", "reject", "--help")]
    [InlineData("link", "--help")]
    [InlineData("link", "relink", "--help")]
    [InlineData("status", "-h")]
    [InlineData("document", "--help")]
    [InlineData("document", "read", "--help")]
    [InlineData("simulate", "--help")]
    [InlineData("config", "apply", "--help")]
    [InlineData("migrate", "sqlite-to-postgres", "--help")]
    [InlineData("person", "--help")]
    [InlineData("person", "erase", "--help")]
    [InlineData("backup", "--help")]
    [InlineData("restore", "--help")]
    [InlineData("dev", "mutations", "--help")]
    public async Task Every_verb_explains_itself(params string[] args)
    {
        (await RunAsync(args)).ShouldBe(0);
        _output.ToString().ShouldContain("--help");
        _output.ToString().ShouldContain("--data");
    }

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
