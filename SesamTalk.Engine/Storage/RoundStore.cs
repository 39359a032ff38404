using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Checklists;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Engine.Storage;

/// <summary>
/// The rounds with their lines, results and evidence. Results are only ever added, so that several testers at once lose nothing;
/// a signed round takes nothing any more, whoever asks.
/// </summary>
public sealed class RoundStore(IDbContextFactory<TalkDb> databases, RoundFeed feed, TimeProvider clock, Identifiers ids)
{
    /// <summary>Stores a new round with its lines, and keeps in the audit who made it.</summary>
    public async Task AddAsync(Round round, IEnumerable<RoundLine> lines, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        db.Rounds.Add(round);
        db.RoundLines.AddRange(lines);
        db.Audit.Add(new(ids.New(), clock.GetUtcNow(), round.MadeBy, "round.made", Object(round.Id), $"{round.MadeBy} made a round: {round.Name}.") { Changes = AuditChange.Of("round", null, round.Name) });
        await db.SaveChangesAsync(ct);
    }

    /// <summary>All rounds, newest first.</summary>
    public async Task<IReadOnlyList<Round>> AllAsync(CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Rounds.AsNoTracking().OrderByDescending(round => round.MadeAt).ThenByDescending(round => round.Id).ToListAsync(ct);
    }

    /// <summary>A round with its lines and the results that count; null where there is none.</summary>
    public async Task<RoundState?> FindAsync(Guid id, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.Rounds.AsNoTracking().SingleOrDefaultAsync(round => round.Id == id, ct) is not { } round) return null;
        var lines = await db.RoundLines.AsNoTracking().Where(line => line.RoundId == id).OrderBy(line => line.Ordinal).ToListAsync(ct);
        var last = await LastAsync(db, id, ct);
        var evidence = await db.Evidence.Where(piece => piece.RoundId == id).GroupBy(piece => piece.LineId).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, ct);
        return new RoundState(round, [.. lines.Select(line => new LineState(line, last.GetValueOrDefault(line.Id), evidence.GetValueOrDefault(line.Id)))]);
    }

    /// <summary>Every result of a line, oldest first.</summary>
    public async Task<IReadOnlyList<LineResult>> ResultsAsync(Guid roundId, string lineId, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.LineResults.AsNoTracking().Where(result => result.RoundId == roundId && result.LineId == lineId).OrderBy(result => result.Number).ToListAsync(ct);
    }

    /// <summary>
    /// Gives results. They are kept although somebody else gave one meanwhile, and who did is told: <paramref name="seen"/> is the
    /// number of the last result of each line that the giver has seen; lines left out are not asked about.
    /// </summary>
    public async Task<Given> GiveAsync(Guid roundId, IReadOnlyList<LineResult> results, IReadOnlyDictionary<string, long>? seen = null, IReadOnlyList<Evidence>? evidence = null, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await TouchAsync(db, roundId, ct)) return new Given([], []);
        var last = await LastAsync(db, roundId, ct);
        var others = seen is null ? [] : last.Values.Where(result => seen.TryGetValue(result.LineId, out var number) && number != result.Number).ToList();
        db.LineResults.AddRange(results);
        db.Evidence.AddRange(evidence ?? []);
        foreach (var of in results.GroupBy(result => result.By))
            db.Audit.Add(new(ids.New(), clock.GetUtcNow(), of.Key, "round.result", Object(roundId), $"{of.Key} gave {of.Count()} results of a round.")
            {
                Changes = AuditChange.Between(of.Where(result => last.ContainsKey(result.LineId)).DistinctBy(result => result.LineId).ToDictionary(result => result.LineId, result => last[result.LineId].Verdict.ToString()), of.GroupBy(result => result.LineId).ToDictionary(line => line.Key, line => line.Last().Verdict.ToString())),
            });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        feed.Tell(new RoundNews(roundId, results, [.. (evidence ?? []).Select(piece => piece.LineId)]));
        return new Given(results, others);
    }

    /// <summary>Attaches evidence. False where the round is locked or gone.</summary>
    public async Task<bool> AttachAsync(Evidence piece, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await TouchAsync(db, piece.RoundId, ct)) return false;
        db.Evidence.Add(piece);
        db.Audit.Add(new(ids.New(), clock.GetUtcNow(), piece.By, "round.evidence", Object(piece.RoundId), $"{piece.By} attached evidence to a line of a round.") { Changes = AuditChange.Of(piece.LineId, null, piece.Name) });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        feed.Tell(new RoundNews(piece.RoundId, [], [piece.LineId]));
        return true;
    }

    /// <summary>How much evidence lines of a round have; lines without any are left out.</summary>
    public async Task<IReadOnlyDictionary<string, int>> PiecesAsync(Guid roundId, IReadOnlyCollection<string> lines, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Evidence.Where(piece => piece.RoundId == roundId && lines.Contains(piece.LineId)).GroupBy(piece => piece.LineId).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, ct);
    }

    /// <summary>Says what a picture shows, for those who do not see it. False where the round is locked or the piece is gone.</summary>
    public async Task<bool> DescribeAsync(Guid roundId, Guid id, string alt, string who, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var before = await db.Evidence.Where(piece => piece.RoundId == roundId && piece.Id == id).Select(piece => piece.Alt).FirstOrDefaultAsync(ct);
        if (!await TouchAsync(db, roundId, ct) || await db.Evidence.Where(piece => piece.RoundId == roundId && piece.Id == id).ExecuteUpdateAsync(set => set.SetProperty(piece => piece.Alt, alt), ct) == 0) return false;
        db.Audit.Add(new(ids.New(), clock.GetUtcNow(), who, "round.evidence", Object(roundId), $"{who} said what a picture of a round shows.") { Changes = AuditChange.Of("says", before, alt) });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    /// <summary>One piece of evidence of a round; null where there is none.</summary>
    public async Task<Evidence?> PieceAsync(Guid roundId, Guid id, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Evidence.AsNoTracking().SingleOrDefaultAsync(piece => piece.RoundId == roundId && piece.Id == id, ct);
    }

    /// <summary>The evidence of a round, or of one of its lines, oldest first.</summary>
    public async Task<IReadOnlyList<Evidence>> EvidenceAsync(Guid roundId, string? lineId = null, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Evidence.AsNoTracking().Where(piece => piece.RoundId == roundId && (lineId == null || piece.LineId == lineId)).OrderBy(piece => piece.Id).ToListAsync(ct);
    }

    /// <summary>The evidence that a report shows: all of some lines, and of the others what persons brought, oldest first.</summary>
    public async Task<IReadOnlyList<Evidence>> EvidenceToShowAsync(Guid roundId, IReadOnlyCollection<string> lines, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var own = Evidence.MachinePrefix;
        return await db.Evidence.AsNoTracking().Where(piece => piece.RoundId == roundId && (lines.Contains(piece.LineId) || !piece.Name.StartsWith(own))).OrderBy(piece => piece.Id).ToListAsync(ct);
    }

    /// <summary>Lets the machine test this round in systems that are neither demo nor test, with an audit entry. False where the round is locked or gone.</summary>
    public async Task<bool> ConsentAsync(Guid roundId, string who, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow();
        var changed = await db.Rounds.Where(round => round.Id == roundId && round.SignedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(round => round.ConsentBy, who).SetProperty(round => round.ConsentAt, now), ct);
        if (changed == 0) return false;
        var name = await db.Rounds.Where(round => round.Id == roundId).Select(round => round.Name).SingleAsync(ct);
        db.Audit.Add(new(ids.New(), now, who, "round.consent", Object(roundId), $"{who} let the machine write test values into production systems for a round: {name}.") { Changes = AuditChange.Of("consent", null, who) });
        await db.SaveChangesAsync(ct);
        feed.Tell(new RoundNews(roundId, [], [], IsWhole: true));
        return true;
    }

    /// <summary>Lets lines say what the definition says now; results that they have stay, and are of the words that they were given for. Gives how many were moved: none where the round is locked or gone.</summary>
    public async Task<int> MoveAsync(Guid roundId, IReadOnlyCollection<ChecklistLine> now, string who, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (now.Count == 0 || !await TouchAsync(db, roundId, ct)) return 0;
        var moved = 0;
        foreach (var line in now)
            moved += await db.RoundLines.Where(one => one.RoundId == roundId && one.Id == line.Id).ExecuteUpdateAsync(
                set => set.SetProperty(one => one.A, line.A).SetProperty(one => one.B, line.B).SetProperty(one => one.Document, line.Document).SetProperty(one => one.DocumentLine, line.DocumentLine)
                    .SetProperty(one => one.Version, line.Version).SetProperty(one => one.Mark, line.Mark).SetProperty(one => one.Key, line.Key), ct);
        db.Audit.Add(new(ids.New(), clock.GetUtcNow(), who, "round.moved", Object(roundId), $"{who} let lines of a round say what the definition says now: {moved}.") { Changes = AuditChange.Of("lines moved", null, moved) });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        feed.Tell(new RoundNews(roundId, [], [], IsWhole: true));
        return moved;
    }

    /// <summary>Signs a round: it is locked, and its hash is kept with it. Null where it is signed already, or gone.</summary>
    public async Task<Round?> SignAsync(Guid roundId, string who, string statement, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await TouchAsync(db, roundId, ct)) return null;
        var now = clock.GetUtcNow();
        var signed = await db.Rounds.AsNoTracking().SingleAsync(round => round.Id == roundId, ct) with { SignedBy = who, SignedAt = now, Statement = statement };
        signed = signed with { Hash = await HashAsync(db, signed, ct) };
        db.Rounds.Update(signed);
        db.Audit.Add(new(ids.New(), now, who, "round.signed", Object(roundId), $"{who} signed a round: {signed.Name}, {signed.Hash}.") { Changes = AuditChange.Of("signed", null, signed.Hash) });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        feed.Tell(new RoundNews(roundId, [], [], IsWhole: true));
        return signed;
    }

    /// <summary>The hash of a signed round as it stands now; the same as the one kept with it unless somebody changed the database. Null where it is not signed.</summary>
    public async Task<string?> RehashAsync(Guid roundId, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Rounds.AsNoTracking().SingleOrDefaultAsync(round => round.Id == roundId && round.SignedAt != null, ct) is { } round ? await HashAsync(db, round, ct) : null;
    }

    private static string Object(Guid roundId) => "round/" + roundId.ToString("N");

    // Also takes the row's lock, so that nobody signs between this and the end of the transaction.
    private async Task<bool> TouchAsync(TalkDb db, Guid roundId, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return await db.Rounds.Where(round => round.Id == roundId && round.SignedAt == null).ExecuteUpdateAsync(set => set.SetProperty(round => round.ChangedAt, now), ct) == 1;
    }

    private static async Task<Dictionary<string, LineResult>> LastAsync(TalkDb db, Guid roundId, CancellationToken ct)
    {
        var last = db.LineResults.Where(result => result.RoundId == roundId).GroupBy(result => result.LineId).Select(group => group.Max(result => result.Number));
        return await db.LineResults.AsNoTracking().Where(result => last.Contains(result.Number)).ToDictionaryAsync(result => result.LineId, ct);
    }

    private static async Task<string> HashAsync(TalkDb db, Round round, CancellationToken ct) => RoundHash.Of(
        round,
        await db.RoundLines.AsNoTracking().Where(line => line.RoundId == round.Id).ToListAsync(ct),
        await db.LineResults.AsNoTracking().Where(result => result.RoundId == round.Id).ToListAsync(ct),
        await db.Evidence.AsNoTracking().Where(piece => piece.RoundId == round.Id).ToListAsync(ct));
}
