using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Systems;

/// <summary>How a system is doing, as far as its last connection test and the last runs say.</summary>
public enum SystemHealth { Connected, Slow, NotTested, Unreachable, KeyRejected, RightsMissing, WrongSettings, Trouble, Paused, NotConnected }

/// <summary>A system as the list shows it; <paramref name="System"/> is null where dataflows name one that nobody has connected.</summary>
/// <param name="Id">The system's id.</param>
/// <param name="Name">What people call it.</param>
/// <param name="System">The connection.</param>
/// <param name="Dataflows">The dataflows that use it.</param>
/// <param name="Waiting">Records of those dataflows that wait.</param>
/// <param name="Check">Its last connection test.</param>
/// <param name="LastRuns">The last run of each of those dataflows.</param>
public sealed record SystemRow(string Id, string Name, ConnectedSystem? System, IReadOnlyList<Dataflow> Dataflows, int Waiting, StoredCheck? Check, IReadOnlyList<Run> LastRuns)
{
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(5);

    /// <summary>When it last answered: by a test that got past the address, or by a run that read it.</summary>
    public DateTimeOffset? LastContact => new[] { Answered(Check) ? Check!.At : (DateTimeOffset?)null }.Concat(LastRuns.Where(DidRead).Select(run => run.EndedAt)).Max();

    /// <summary>How it is doing; what is newer wins.</summary>
    public SystemHealth Health
    {
        get
        {
            if (System is null) return SystemHealth.NotConnected;
            if (Dataflows.Count > 0 && Dataflows.All(flow => flow.PausedBecause is not null)) return SystemHealth.Paused;
            var newest = LastRuns.Where(run => run.EndedAt is not null).MaxBy(run => run.EndedAt);
            if (newest is not null && newest.EndedAt > (Check?.At ?? DateTimeOffset.MinValue)) return DidRead(newest) ? SystemHealth.Connected : SystemHealth.Trouble;
            return Check is null ? SystemHealth.NotTested : OfCheck(Check);
        }
    }

    /// <summary>The status that a health is shown by.</summary>
    public static Status StatusOf(SystemHealth health) => health switch
    {
        SystemHealth.Connected => Status.InSync,
        SystemHealth.Slow or SystemHealth.Unreachable or SystemHealth.Trouble => Status.Retrying,
        SystemHealth.NotTested or SystemHealth.NotConnected => Status.Unknown,
        SystemHealth.KeyRejected or SystemHealth.RightsMissing or SystemHealth.WrongSettings => Status.NeedsYou,
        SystemHealth.Paused => Status.Paused,
    };

    private static SystemHealth OfCheck(StoredCheck check) => check.Steps.FirstOrDefault(step => !step.IsFine) switch
    {
        null => check.Steps.Aggregate(TimeSpan.Zero, (sum, step) => sum + step.Took) > Slow ? SystemHealth.Slow : SystemHealth.Connected,
        { Name: "sign-in" } => SystemHealth.KeyRejected,
        { Name: "rights" or "read" } => SystemHealth.RightsMissing,
        { Name: "settings" } => SystemHealth.WrongSettings,
        _ => SystemHealth.Unreachable,
    };

    private static bool Answered(StoredCheck? check) => check?.Steps is [{ IsFine: true }, ..];

    private static bool DidRead(Run run) => run.Outcome is RunOutcome.NothingToDo or RunOutcome.Done or RunOutcome.DoneWithConflicts or RunOutcome.HeldBack;
}
