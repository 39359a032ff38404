using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Web.Components.Pages.Conflicts;

/// <summary>How persons settled one kind of conflict before.</summary>
/// <param name="A">For A.</param>
/// <param name="B">For B.</param>
/// <param name="Other">With another value.</param>
public sealed record Past(int A, int B, int Other)
{
    /// <summary>Fewer than this say nothing about what is usual.</summary>
    private const int Few = 3;

    /// <summary>All of them.</summary>
    public int Total => A + B + Other;

    /// <summary>What is usually chosen, and in how many of a hundred; null where nothing is usual.</summary>
    public (DecisionChoice Choice, int Percent)? Usual => Total < Few ? null
        : A * 100 >= Total * 75 ? (DecisionChoice.TakeA, A * 100 / Total)
        : B * 100 >= Total * 75 ? (DecisionChoice.TakeB, B * 100 / Total)
        : null;
}

/// <summary>One conflict that a person settled.</summary>
public sealed record PastDecision(string DataflowId, string PairId, string Subject, string? A, string? B, Reason? Settlement)
{
    /// <summary>A's value was taken.</summary>
    public bool TookA => Settlement?.Has(ReasonCodes.ChoiceTakeA) == true;

    /// <summary>B's value was taken.</summary>
    public bool TookB => Settlement?.Has(ReasonCodes.ChoiceTakeB) == true;

    /// <summary>What a policy would have chosen then; null where it would have asked, or cannot be told afterwards.</summary>
    public DecisionChoice? By(ConflictPolicy policy) => policy switch
    {
        ConflictPolicy.AWins => DecisionChoice.TakeA,
        ConflictPolicy.BWins => DecisionChoice.TakeB,
        ConflictPolicy.KeepFilled => (A, B) switch { ({ }, null) => DecisionChoice.TakeA, (null, { }) => DecisionChoice.TakeB, _ => null },
        ConflictPolicy.LatestWins or ConflictPolicy.AskPerson => null,
    };
}

/// <summary>What persons decided in the last 90 days.</summary>
public sealed record PastDecisions(IReadOnlyList<PastDecision> All)
{
    private const int Most = 5_000;

    /// <summary>The decisions about some properties; about all where none are named.</summary>
    public static async Task<PastDecisions> SinceAsync(TalkDb db, DateTimeOffset now, IReadOnlyCollection<string> subjects, CancellationToken ct)
    {
        var since = now.AddDays(-90);
        var settled = db.Conflicts.AsNoTracking().Where(c => c.SettledAt > since && c.Overruled == null && c.Settlement != null);
        if (subjects.Count > 0) settled = settled.Where(c => subjects.Contains(c.Subject));
        var read = await settled.OrderByDescending(c => c.Id).Take(Most).Select(c => new PastDecision(c.DataflowId, c.PairId, c.Subject, c.A, c.B, c.Settlement)).ToListAsync(ct);
        return new([.. read.Where(one => one.Settlement?.Has(ReasonCodes.DecidedThat) == true)]);
    }

    /// <summary>How one property was decided.</summary>
    public Past Of(string dataflowId, string pairId, string subject)
    {
        var same = All.Where(one => one.DataflowId == dataflowId && one.PairId == pairId && one.Subject == subject).ToList();
        var (a, b) = (same.Count(one => one.TookA), same.Count(one => one.TookB));
        return new(a, b, same.Count - a - b);
    }
}
