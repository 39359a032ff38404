using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Connectors;
using SesamTalk.Web.Auth;
using Shouldly;

namespace SesamTalk.Tests.Web.Auth;

public sealed class SecretProtectorTests : IDisposable
{
    private readonly TempFolder _here = new();
    private readonly TempFolder _elsewhere = new();

    [Fact]
    public void A_secret_comes_back_after_a_restart_and_stands_nowhere_in_the_open()
    {
        var kept = Protector(_here).Protect("hemmelig-nøkkel");
        kept.ShouldNotContain("hemmelig");
        Protector(_here).Reveal(kept).ShouldBe("hemmelig-nøkkel");
    }

    [Fact]
    public void Other_keys_open_nothing_and_say_what_to_do()
    {
        var kept = Protector(_here).Protect("hemmelig");
        var refused = Should.Throw<SettingsException>(() => Protector(_elsewhere).Reveal(kept));
        refused.Message.ShouldContain("Enter the secret again");
        refused.Message.ShouldNotContain(kept);
    }

    [Fact]
    public void The_keys_stand_apart_and_only_this_user_reads_them()
    {
        Protector(_here).Protect("x");
        var keys = _here.File(AuthServices.KeyFolder);
        Directory.EnumerateFiles(keys).ShouldNotBeEmpty();
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(keys).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public void Dispose()
    {
        _here.Dispose();
        _elsewhere.Dispose();
    }

    private static ISecretProtector Protector(TempFolder folder) =>
        new ServiceCollection().AddLogging().AddTalkProtection(folder.Path).BuildServiceProvider().GetRequiredService<ISecretProtector>();
}
