using SesamTalk.Engine.Runs;

namespace SesamTalk.Web.Cli;

/// <summary>What the process says when it ends; the numbers are promised to scripts.</summary>
internal enum ExitCode
{
    Done = 0,
    Failed = 1,

    /// <summary>Bad input or wrong usage; nothing was done with it.</summary>
    BadInput = 2,

    /// <summary>Done, and a person must decide something.</summary>
    NeedsPerson = 3,

    /// <summary>Held back by a safety brake before the first write.</summary>
    HeldBack = 4,

    /// <summary>A verification did not leave every system as it was.</summary>
    NotRestored = 5,
}

internal static class ExitCodes
{
    public static ExitCode Of(RunOutcome outcome) => outcome switch
    {
        RunOutcome.NothingToDo or RunOutcome.Done => ExitCode.Done,
        RunOutcome.DoneWithConflicts => ExitCode.NeedsPerson,
        RunOutcome.HeldBack => ExitCode.HeldBack,
        RunOutcome.Failed or RunOutcome.Interrupted or RunOutcome.Running => ExitCode.Failed,
    };
}
