using System.CommandLine;
using SesamTalk.Web.Auth.Accounts;

namespace SesamTalk.Web.Cli;

/// <summary>"audit": whether the record of who did what is whole.</summary>
internal static class AuditVerb
{
    public static Command Build(VerbDoors doors, Option<string?> data)
    {
        var json = new Option<bool>("--json") { Description = "One JSON object on standard output." };
        var verify = new Command("verify", "Check that no entry of the audit was changed, removed or slipped in. The exit code is 1 where one was.") { json };
        verify.SetAction((parse, cancellation) => DecisionDoor.DoAsync(doors, parse, data, VerbWorks.Audit, "verify", parse.GetValue(json), needsSystems: false, cancellation));
        return new("audit", "The record of who did what.") { verify };
    }

    /// <summary>Does it, in the installation.</summary>
    public static async Task<VerbAnswer> DoAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var found = await services.GetRequiredService<AuditChain>().VerifyAsync(cancellationToken);
        var json = VerbJson.Of(new { found.IsWhole, found.Sealed, found.Unsealed, Breaks = found.Breaks.Select(one => new { one.Number, one.EntryId, one.Kind }) });
        var text = found.IsWhole
            ? $"The audit is whole: {found.Sealed} entries, each sealed over all before it."
            : string.Join(Environment.NewLine, [$"The audit is not whole: {found.Breaks.Count} of {found.Sealed} sealed entries do not fit.", .. found.Breaks.Take(20).Select(one => $"{one.Number}: entry {one.EntryId} {one.Kind switch { AuditBreakKind.Changed => "was changed", AuditBreakKind.Removed => "was removed", AuditBreakKind.SlippedIn => "was slipped in later", AuditBreakKind.Gap => "is missing its seal", AuditBreakKind.CutOff => "and what followed it were cut off" }}")]);
        return new(found.IsWhole ? ExitCode.Done : ExitCode.Failed, text, json);
    }
}
