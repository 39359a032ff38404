using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Runs;

/// <summary>One phase of a run: a step, what it was about, and how far it came.</summary>
/// <param name="Step">The step.</param>
/// <param name="Of">The pair that was worked on, or the entity that was read.</param>
/// <param name="Side">The side that was read or written; null where the step has none.</param>
/// <param name="From">When it began.</param>
/// <param name="At">When it was last heard of.</param>
/// <param name="Until">When it was over; null while it goes on.</param>
/// <param name="Done">Records or writes that are done.</param>
/// <param name="Total">Out of how many; null where that is not known.</param>
public sealed record RunPhase(RunStep Step, string Of, Side? Side, DateTimeOffset From, DateTimeOffset At, DateTimeOffset? Until, int Done, int? Total);

/// <summary>The phases of one run in the order in which they began, each with a clock of its own. Immutable.</summary>
public sealed record RunCourse(Guid RunId, IReadOnlyList<RunPhase> Phases)
{
    /// <summary>The course after one more word. A phase is over when the run says so, or goes on to another; the two sides of one pair are written by turns.</summary>
    public RunCourse After(RunProgress heard)
    {
        var at = heard.At;
        var phases = Phases.Select(phase => phase.Until is null && !IsSameWork(phase, heard) ? phase with { Until = at } : phase).ToList();
        if (heard.Step is not (RunStep.Reading or RunStep.Matching or RunStep.Planning or RunStep.Writing)) return this with { Phases = phases };
        DateTimeOffset? until = heard.Total is { } total && heard.Done >= total ? at : null;
        var place = phases.FindIndex(phase => phase.Step == heard.Step && phase.Of == heard.Pair && phase.Side == heard.Side);
        if (place < 0) phases.Add(new(heard.Step, heard.Pair, heard.Side, at, at, until, heard.Done, heard.Total));
        else phases[place] = phases[place] with { At = at, Until = until, Done = heard.Done, Total = heard.Total };
        return this with { Phases = phases };
    }

    /// <summary>The phase of a step over a pair or entity; null where it has not begun.</summary>
    public RunPhase? Of(RunStep step, string name, Side? side = null) => Phases.FirstOrDefault(phase => phase.Step == step && phase.Of == name && phase.Side == side);

    // An entity that two pairs spell otherwise is read once, and told of under both names.
    private static bool IsSameWork(RunPhase phase, RunProgress heard) => phase.Step == heard.Step && (phase.Of == heard.Pair || (phase.Step == RunStep.Reading && phase.Side == heard.Side));
}
