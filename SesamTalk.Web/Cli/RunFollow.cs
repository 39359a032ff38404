using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Web.Cli;

/// <summary>Runs what a verb asks for, follows it to its end, and says how it ended and which plan it left.</summary>
internal static class RunFollow
{
    public static async Task<int> ToEndAsync(IInstallation installation, SyncRequest request, TextWriter output, TextWriter error, bool asJson, CancellationToken cancellationToken)
    {
        var known = await installation.DoAsync(VerbWorks.Find, VerbJson.Of(request.DataflowId), cancellationToken);
        if (known.Exit != ExitCode.Done) return known.Tell(output, error, asJson: false);
        var run = await RunBar.FollowAsync(request.DataflowId, progress => installation.SyncAsync(request, progress, cancellationToken));
        var (exit, text) = (ExitCodes.Of(run.Outcome), RunText.Of(run));
        if (exit == ExitCode.Failed) return new VerbAnswer(exit, "", RunText.Json(run), text).Tell(output, error, asJson);
        // What it planned, for a run that only planned or was held back.
        var plan = await installation.DoAsync(VerbWorks.PlanOfRun, VerbJson.Of(run.Id), CancellationToken.None);
        if (plan.Text.Length > 0) text += Environment.NewLine + plan.Text;
        return new VerbAnswer(exit, text, RunText.Json(run, plan.Json)).Tell(output, error, asJson);
    }
}
