using System.Collections.Immutable;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Checklists.Verify;

/// <summary>What a new round is to be.</summary>
public sealed record NewRound(string Name, IReadOnlyList<string> Dataflows, RoundScope Scope, string Who)
{
    /// <summary>Where it is tested.</summary>
    public SystemEnvironment Environment { get; init; } = SystemEnvironment.Demo;

    /// <summary>Who tests, as written.</summary>
    public string Testers { get; init; } = "";

    /// <summary>When it should be done.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>The pairs to take, with the dataflow of each; empty for all.</summary>
    public IReadOnlyCollection<(string DataflowId, string PairId)> Pairs { get; init; } = [];

    /// <summary>The sides that are edited; both where none is named.</summary>
    public IReadOnlyList<Side> From { get; init; } = [];
}

/// <summary>Which lines of a round the machine is to prove.</summary>
public sealed record RoundPart
{
    /// <summary>Lines by their ids; empty for all.</summary>
    public IReadOnlyCollection<string> Lines { get; init; } = [];

    /// <summary>A pair; null for all.</summary>
    public string? PairId { get; init; }

    /// <summary>Only those without a result, or with one that no longer holds.</summary>
    public bool OnlyOpen { get; init; }
}

/// <summary>Makes rounds of the definitions as they are, and has the machine prove their lines.</summary>
public sealed class RoundVerbs(DataflowStore dataflows, SystemStore systems, ConnectorCatalog catalog, RoundStore rounds, RoundTallies tallies, Verifier verifier, Identifiers ids, TimeProvider clock)
{
    /// <summary>The lines of a dataflow as it is now; empty where there is none. A system that does not answer is taken as unknown.</summary>
    public async Task<ImmutableArray<ChecklistLine>> LinesAsync(string dataflowId, CancellationToken cancellation = default)
    {
        if (await dataflows.FindAsync(dataflowId, cancellation) is not { } dataflow) return [];
        var (a, b) = (await DescribeAsync(dataflow.A, cancellation), await DescribeAsync(dataflow.B, cancellation));
        return Checklist.Of(dataflow, a, b, JoinedElsewhere.Of(dataflow, a, b, await dataflows.AllAsync(cancellation)));
    }

    /// <summary>Makes a round and stores it; null where its scope has no lines.</summary>
    public async Task<Round?> MakeAsync(NewRound wish, CancellationToken cancellation = default)
    {
        var now = await ChooseAsync(wish, cancellation);
        if (now.IsEmpty) return null;
        var at = clock.GetUtcNow();
        var round = new Round
        {
            Id = ids.New(), Name = wish.Name, Environment = wish.Environment, Scope = wish.Scope, Dataflows = [.. wish.Dataflows], Testers = wish.Testers, Due = wish.Due, MadeAt = at, MadeBy = wish.Who, ChangedAt = at,
        };
        await rounds.AddAsync(round, RoundLine.Of(round.Id, now), cancellation);
        return round;
    }

    /// <summary>The lines that a round would have.</summary>
    public async Task<ImmutableArray<ChecklistLine>> ChooseAsync(NewRound wish, CancellationToken cancellation = default)
    {
        var lines = new List<ChecklistLine>();
        foreach (var id in wish.Dataflows) lines.AddRange(await LinesAsync(id, cancellation));
        return await ChooseAsync(wish, lines, cancellation);
    }

    /// <summary>The lines that a round would have, of lines that are at hand already.</summary>
    public async Task<ImmutableArray<ChecklistLine>> ChooseAsync(NewRound wish, IReadOnlyCollection<ChecklistLine> lines, CancellationToken cancellation = default)
    {
        var (signed, last) = await PastAsync(wish, cancellation);
        return [.. RoundPlan.Choose(wish.Scope, [.. lines], signed, last).Where(line => (wish.Pairs.Count == 0 || wish.Pairs.Contains((line.DataflowId, line.PairId))) && (wish.From.Count == 0 || wish.From.Contains(line.From)))];
    }

    /// <summary>A round as it stands against the definitions of now: lines whose words changed ask to be tested again. Null where there is none.</summary>
    public async Task<RoundState?> StandingAsync(Guid roundId, CancellationToken cancellation = default)
    {
        if (await rounds.FindAsync(roundId, cancellation) is not { } state) return null;
        if (state.Round.IsLocked) return state;
        var now = new List<ChecklistLine>();
        foreach (var id in state.Round.Dataflows) now.AddRange(await LinesAsync(id, cancellation));
        return state.Against(now);
    }

    /// <summary>All rounds with their totals, newest first. Lines are read only of open rounds whose definitions changed since results were given.</summary>
    public async Task<IReadOnlyList<RoundTally>> ListAsync(CancellationToken cancellation = default)
    {
        var now = (await dataflows.AllAsync(cancellation)).ToDictionary(flow => flow.Id, flow => flow.Version);
        var listed = new List<RoundTally>();
        foreach (var tally in await tallies.AllAsync(cancellation))
        {
            var stands = tally.Round.IsLocked || tally.Versions.All(one => now.GetValueOrDefault(one.DataflowId) == one.Version);
            listed.Add(stands ? tally : tally with { Totals = (await StandingAsync(tally.Round.Id, cancellation))!.Totals });
        }

        return listed;
    }

    /// <summary>Lets lines whose words changed say what the definition says now, so that they are tested by that. Gives how many did: none where nothing changed, or the round is locked or gone.</summary>
    /// <param name="roundId">The round.</param>
    /// <param name="lines">The lines, by id; null for all that changed.</param>
    /// <param name="who">Who asks.</param>
    /// <param name="cancellation">Stops reading.</param>
    public async Task<int> MoveAsync(Guid roundId, IReadOnlyCollection<string>? lines, string who, CancellationToken cancellation = default)
    {
        if (await rounds.FindAsync(roundId, cancellation) is not { Round.IsLocked: false } state) return 0;
        var now = new List<ChecklistLine>();
        foreach (var id in state.Round.Dataflows) now.AddRange(await LinesAsync(id, cancellation));
        var changed = state.Against(now).Lines.Where(line => line.IsChanged && lines?.Contains(line.Line.Id) != false).Select(line => line.Line.Id).ToHashSet();
        return await rounds.MoveAsync(roundId, [.. now.Where(line => changed.Contains(line.Id))], who, cancellation);
    }

    /// <summary>
    /// Proves lines of a round and keeps result and evidence of each. A line is judged by the words that the round took; one that is
    /// to be tested again, because these changed after it was tested, takes the new words first. Null where the round is locked or gone.
    /// </summary>
    public async Task<ProofReport?> VerifyAsync(Guid roundId, RoundPart part, string who, IProgress<ProofProgress>? progress = null, CancellationToken cancellation = default)
    {
        if (await StandingAsync(roundId, cancellation) is not { Round.IsLocked: false } state) return null;
        var asked = state.Lines.Where(line => (part.Lines.Count == 0 || part.Lines.Contains(line.Line.Id)) && (part.PairId is null || line.Line.PairId == part.PairId)
            && (!part.OnlyOpen || line.IsRetest || line.Verdict == LineVerdict.NotTested)).ToList();
        var again = asked.Where(line => line.IsRetest && line.IsChanged).Select(line => line.Line.Id).ToHashSet();
        if (again.Count > 0) await MoveAsync(roundId, again, who, cancellation);
        var moved = again.Count == 0 ? [] : (await rounds.FindAsync(roundId, cancellation))!.Lines.Where(line => again.Contains(line.Line.Id)).ToDictionary(line => line.Line.Id, line => line.Line);
        var wanted = asked.Select(line => (ChecklistLine)moved.GetValueOrDefault(line.Line.Id, line.Line)).ToList();
        var report = await verifier.VerifyAsync(new ProofRequest(wanted, who, state.Round.ConsentBy is not null), progress, cancellation);
        await KeepAsync(roundId, report, who, CancellationToken.None);
        return report;
    }

    /// <summary>How long the machine will take for lines of these dataflows, going by earlier rounds; null where there was none.</summary>
    public async Task<TimeSpan?> EstimateAsync(IReadOnlyCollection<string> flows, int lines, CancellationToken cancellation = default) =>
        await tallies.PaceAsync(flows, cancellation) is { } pace ? pace * lines : null;

    private Task<Given> KeepAsync(Guid roundId, ProofReport report, string who, CancellationToken cancellation)
    {
        var at = clock.GetUtcNow();
        var results = report.Lines.Select(proof => new LineResult
        {
            RoundId = roundId, LineId = proof.Line.Id, Verdict = proof.Verdict, By = who, At = at, IsMachine = true, Note = proof.Because.Stored, Mark = proof.Line.Mark, Version = proof.Line.Version,
            RunId = proof.RunId, Took = proof.Times.To - proof.Times.From,
        }).ToList();
        var evidence = report.Lines.Where(proof => proof.RunId is not null).Select(proof => new Evidence
        {
            Id = ids.New(), RoundId = roundId, LineId = proof.Line.Id, Name = $"{report.Tag}.json", Alt = "", MediaType = "application/json", Content = EvidenceJson.Of(proof, report.Tag, report.Id), By = who, At = at,
        }).ToList();
        return rounds.GiveAsync(roundId, results, null, evidence, cancellation);
    }

    private async Task<(List<LineState> Signed, List<LineState> Last)> PastAsync(NewRound wish, CancellationToken cancellation)
    {
        var (signed, last) = (new List<LineState>(), new List<LineState>());
        if (wish.Scope == RoundScope.All) return (signed, last);
        foreach (var round in (await rounds.AllAsync(cancellation)).Where(round => round.Dataflows.Intersect(wish.Dataflows).Any()))
        {
            if (wish.Scope == RoundScope.Failed && last.Count > 0) break;
            if (wish.Scope == RoundScope.Changed && !round.IsLocked) continue;
            var lines = (await rounds.FindAsync(round.Id, cancellation))!.Lines;
            (wish.Scope == RoundScope.Changed ? signed : last).AddRange(lines);
        }

        return (signed, last);
    }

    private async Task<SystemDescription?> DescribeAsync(DataflowSide side, CancellationToken cancellation)
    {
        if (side.SystemId is not { } id || await systems.FindAsync(id, cancellation) is not { } system) return null;
        try
        {
            await using var connector = catalog.Open(system);
            return (await connector.DescribeAsync(cancellation)).Value;
        }
        catch (SettingsException)
        {
            return null;
        }
    }
}
