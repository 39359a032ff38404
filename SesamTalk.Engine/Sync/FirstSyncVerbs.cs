using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Sync;

/// <summary>What became of choosing how records meet.</summary>
public enum FirstSyncOutcome
{
    /// <summary>It is stored as a new version of the definition; the next run and the next forecast go by it.</summary>
    Stored,

    /// <summary>It was chosen already; nothing was changed.</summary>
    Same,

    /// <summary>There is no such dataflow or pair.</summary>
    NotThere,

    /// <summary>Somebody else saved the definition at the same moment; nothing was changed. Look again.</summary>
    Moved,
}

/// <summary>
/// Takes the choice that a person makes in the forecast of a first run: what happens to properties that differ when two
/// records meet. It is part of the definition, so that it is versioned, audited, and holds for rows that are added later too.
/// </summary>
public sealed class FirstSyncVerbs(DataflowStore dataflows)
{
    /// <summary>
    /// Chooses for one pair, or with no pair for the whole dataflow: <see cref="ConflictPolicy.AWins"/> adopts A's values,
    /// <see cref="ConflictPolicy.BWins"/> B's, <see cref="ConflictPolicy.LatestWins"/> the later edit (asking where the times do not tell),
    /// <see cref="ConflictPolicy.KeepFilled"/> fills blanks and leaves what both have, <see cref="ConflictPolicy.AskPerson"/> asks for each.
    /// </summary>
    public async Task<FirstSyncOutcome> ChooseAsync(string dataflowId, string? pairId, ConflictPolicy choice, string who, CancellationToken cancellation = default)
    {
        if (await dataflows.FindAsync(dataflowId, cancellation) is not { } dataflow) return FirstSyncOutcome.NotThere;
        if (pairId is not null && dataflow.Pairs.All(pair => pair.Id != pairId)) return FirstSyncOutcome.NotThere;
        var chosen = pairId is null
            ? dataflow with { FirstMeeting = choice }
            : dataflow with { Pairs = [.. dataflow.Pairs.Select(pair => pair.Id == pairId ? pair with { FirstMeeting = choice } : pair)] };
        if (pairId is null ? dataflow.FirstMeeting == choice : dataflow.Pairs.First(pair => pair.Id == pairId).FirstMeeting == choice) return FirstSyncOutcome.Same;
        try
        {
            await dataflows.SaveAsync(chosen, who, $"When records of {pairId ?? "any pair"} first meet and differ: {choice}", cancellation);
            return FirstSyncOutcome.Stored;
        }
        catch (StaleDefinitionException)
        {
            return FirstSyncOutcome.Moved;
        }
    }
}
