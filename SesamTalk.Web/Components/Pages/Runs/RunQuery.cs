using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Web.Components.Pages.Runs;

/// <summary>What the list of runs is narrowed by and where its page begins, as the address has it.</summary>
/// <param name="Status">A <see cref="RunOutcome"/> by name.</param>
/// <param name="Dataflow">The dataflow's id.</param>
/// <param name="Kind">A <see cref="RunKind"/> by name.</param>
/// <param name="By">A <see cref="RunTrigger"/> by name.</param>
/// <param name="From">Where the range begins.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Empty"><c>show</c> unfolds the runs that changed nothing.</param>
/// <param name="After">The run that the page before ended with.</param>
/// <param name="Before">The run that the page after begins with.</param>
public sealed record RunQuery(string? Status, string? Dataflow, string? Kind, string? By, string? From, string? To, string? Empty, string? After, string? Before)
{
    /// <summary>Runs on a page.</summary>
    public const int Size = 50;

    /// <summary>One page, newest first, with the number of all that fit and of those among them that are folded away.</summary>
    public async Task<RunListPage> ReadAsync(TalkDb db, DateTimeOffset now, CancellationToken ct)
    {
        var fitting = Fitting(db.Runs.AsNoTracking().Where(run => run.Outcome != RunOutcome.Running), now);
        var all = await fitting.CountAsync(ct);
        // Whoever asks for an outcome by name is shown it.
        var folds = Empty != "show" && string.IsNullOrEmpty(Status);
        var shown = folds ? fitting.Where(run => run.Outcome != RunOutcome.NothingToDo || run.Kind == RunKind.DryRun) : fitting;
        var total = folds ? await shown.CountAsync(ct) : all;
        var backwards = Guid.TryParse(Before, out var before);
        var page = Guid.TryParse(After, out var after) ? shown.Where(run => run.Id.CompareTo(after) < 0)
            : backwards ? shown.Where(run => run.Id.CompareTo(before) > 0)
            : shown;
        var read = await (backwards ? page.OrderBy(run => run.Id) : page.OrderByDescending(run => run.Id)).Take(Size + 1).ToListAsync(ct);
        var more = read.Count > Size;
        List<Run> rows = [.. read.Take(Size)];
        if (backwards) rows.Reverse();
        return new(rows, total, all - total, HasBefore: backwards ? more : Guid.TryParse(After, out _), HasAfter: backwards || more);
    }

    private IQueryable<Run> Fitting(IQueryable<Run> runs, DateTimeOffset now)
    {
        if (!string.IsNullOrEmpty(Dataflow)) runs = runs.Where(run => run.DataflowId == Dataflow);
        if (Enum.TryParse<RunOutcome>(Status, out var outcome)) runs = runs.Where(run => run.Outcome == outcome);
        if (Enum.TryParse<RunKind>(Kind, out var kind)) runs = runs.Where(run => run.Kind == kind);
        // One round of testing makes hundreds: they are shown to whoever asks for them.
        runs = Enum.TryParse<RunTrigger>(By, out var trigger) ? runs.Where(run => run.Trigger == trigger) : runs.Where(run => run.Trigger != RunTrigger.Verify);
        if (RunRange.Moment(From, now) is { } from) runs = runs.Where(run => run.StartedAt >= from);
        if (RunRange.Moment(To, now) is { } to) runs = runs.Where(run => run.StartedAt < to);
        return runs;
    }
}

/// <summary>A page of runs.</summary>
/// <param name="Rows">The runs.</param>
/// <param name="Total">All that fit and are not folded away.</param>
/// <param name="Folded">Runs that fit and changed nothing.</param>
/// <param name="HasBefore">There is a page before.</param>
/// <param name="HasAfter">There is a page after.</param>
public sealed record RunListPage(IReadOnlyList<Run> Rows, int Total, int Folded, bool HasBefore, bool HasAfter);
