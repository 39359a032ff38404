using System.CommandLine;
using SesamTalk.Web.Auth.Accounts;

namespace SesamTalk.Web.Cli;

/// <summary>"keys": what secrets and sessions are protected by.</summary>
internal static class KeysVerb
{
    public static Command Build(VerbDoors doors, Option<string?> data)
    {
        var json = new Option<bool>("--json") { Description = "One JSON object on standard output." };
        var rotate = new Command("rotate", "Make a new key, revoke those of before, and protect every stored secret with it. Everybody signs in again. Backups of before need the keys of before: keep the folder.") { json };
        rotate.SetAction((parse, cancellation) => DecisionDoor.DoAsync(doors, parse, data, VerbWorks.Keys, Environment.UserName, parse.GetValue(json), needsSystems: false, cancellation));
        return new("keys", "The keys that secrets and sessions are protected by.") { rotate };
    }

    /// <summary>Does it, in the installation.</summary>
    public static async Task<VerbAnswer> DoAsync(IServiceProvider services, string who, CancellationToken cancellationToken)
    {
        var done = await services.GetRequiredService<KeyRotation>().RotateAsync(who, cancellationToken);
        var text = $"{done.Secrets} secrets are protected by the new key {done.Now}; {done.Revoked} keys of before are revoked. Everybody signs in again, and who was invited and has not come yet needs a new link (user reset). Keep the folder of keys: backups of before need those of before.";
        var lost = done.Lost.Count == 0 ? "" : $"No key here opens these, and they stay as they are; enter them again: {string.Join("; ", done.Lost)}.";
        return new(done.Lost.Count == 0 ? ExitCode.Done : ExitCode.NeedsPerson, text, VerbJson.Of(done), lost);
    }
}
