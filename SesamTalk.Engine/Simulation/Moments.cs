namespace SesamTalk.Engine.Simulation;

/// <summary>Where a run can be interrupted: before and after everything that leaves the engine, be it a request or a commit.</summary>
internal enum Moment
{
    BeforeRead,
    AfterRead,
    BeforeWrite,
    AfterWrite,
    BeforeCommit,
    AfterCommit,
}

/// <summary>The process was killed: nothing of it goes on, and nothing more of it reaches the database or a system.</summary>
internal sealed class KilledException() : Exception("The simulated process was killed.");

/// <summary>Numbers the moments of one process, kills it at one of them, and lets others act in between.</summary>
internal sealed class Moments(Trace trace, int passed)
{
    /// <summary>How many moments this process and those before it have passed.</summary>
    public int Passed { get; private set; } = passed;

    /// <summary>The moment at which it is killed; null for none.</summary>
    public int? KillAt { get; set; }

    /// <summary>It was killed.</summary>
    public bool IsDead { get; private set; }

    /// <summary>What others do at a moment: edits by users, a second engine, a cancel, a failing commit.</summary>
    public Func<Moment, Task> Between { get; set; } = _ => Task.CompletedTask;

    /// <summary>Passes a moment.</summary>
    public async Task PassAsync(Moment moment, string what)
    {
        CheckAlive();
        Passed++;
        if (Passed == KillAt)
        {
            IsDead = true;
            trace.Add($"killed at moment {Passed}, {moment} {what}");
        }

        CheckAlive();
        await Between(moment);
        CheckAlive();
    }

    /// <summary>Throws where the process is dead.</summary>
    public void CheckAlive()
    {
        if (IsDead) throw new KilledException();
    }
}
