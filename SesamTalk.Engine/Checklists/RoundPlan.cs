using System.Collections.Immutable;

namespace SesamTalk.Engine.Checklists;

/// <summary>Chooses the lines of a new round. Pure.</summary>
public static class RoundPlan
{
    /// <summary>The lines that a scope takes, in their order.</summary>
    /// <param name="scope">Which.</param>
    /// <param name="now">All lines of the definitions as they are.</param>
    /// <param name="signed">The lines of signed rounds with their results, latest round first: what changed is told from these.</param>
    /// <param name="last">The lines of the latest round over the same dataflows.</param>
    public static ImmutableArray<ChecklistLine> Choose(RoundScope scope, ImmutableArray<ChecklistLine> now, IEnumerable<LineState> signed, IEnumerable<LineState> last)
    {
        return scope switch
        {
            RoundScope.All => now,
            RoundScope.Changed => [.. now.Where(NeverPassedSo(signed))],
            RoundScope.Failed => [.. now.Where(Failed(last))],
        };
    }

    private static Func<ChecklistLine, bool> NeverPassedSo(IEnumerable<LineState> signed)
    {
        var settled = signed.Where(line => line.Verdict is LineVerdict.Pass or LineVerdict.NotRelevant).Select(line => (line.Line.Id, line.Result!.Mark)).ToHashSet();
        return line => !settled.Contains((line.Id, line.Mark));
    }

    private static Func<ChecklistLine, bool> Failed(IEnumerable<LineState> last)
    {
        var failed = last.Where(line => line.Verdict is LineVerdict.Fail or LineVerdict.Blocked).Select(line => line.Line.Id).ToHashSet();
        return line => failed.Contains(line.Id);
    }
}
