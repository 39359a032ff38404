using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Matching;

namespace SesamTalk.Engine.Storage;

/// <summary>How many there are of each population, and what they add up to.</summary>
public sealed class Counts(IEnumerable<(Population State, bool AsksPerson, int Count)> rows)
{
    private readonly (Population State, bool AsksPerson, int Count)[] _rows = [.. rows];

    /// <summary>Links and records without a partner, taken together.</summary>
    public int Total => _rows.Sum(row => row.Count);

    /// <summary>How many are of a population.</summary>
    public int Of(Population population) => _rows.Where(row => row.State == population).Sum(row => row.Count);

    /// <summary>How many count under a headline, by <see cref="Headlines.Of"/>.</summary>
    public int Of(Headline headline) => _rows.Where(row => Headlines.Of(row.State, row.AsksPerson) == headline).Sum(row => row.Count);
}

/// <summary>A dataflow's counts: over all its pairs, and by pair. A pair without any record is missing.</summary>
public sealed record DataflowCounts(string DataflowId, Counts All, IReadOnlyDictionary<string, Counts> Pairs);

/// <summary>Counts what is the case with every link and every record without a partner.</summary>
public sealed class PopulationCounts(IDbContextFactory<TalkDb> databases)
{
    private static readonly string MayAsk = $" AND \"State\" IN ({string.Join(", ", Enum.GetValues<Population>().Where(state => Headlines.Of(state, asksPerson: true) == Headline.NeedsYou).Select(state => $"'{state}'"))})";

    /// <summary>One dataflow's counts; all zero where nothing was read yet.</summary>
    public async Task<DataflowCounts> OfAsync(string dataflowId, CancellationToken ct = default) =>
        (await CountAsync(dataflowId, ct)).GetValueOrDefault(dataflowId) ?? new(dataflowId, new Counts([]), new Dictionary<string, Counts>());

    /// <summary>The counts of all dataflows that have any record, by dataflow.</summary>
    public Task<IReadOnlyDictionary<string, DataflowCounts>> AllAsync(CancellationToken ct = default) => CountAsync(null, ct);

    /// <summary>How many of a dataflow wait for a person. Only what can wait for one is gone through, by its index: a large dataflow at rest costs nothing.</summary>
    public async Task<int> NeedsYouAsync(string dataflowId, CancellationToken ct = default) =>
        (await CountAsync(dataflowId, ct, MayAsk)).GetValueOrDefault(dataflowId)?.All.Of(Headline.NeedsYou) ?? 0;

    private async Task<IReadOnlyDictionary<string, DataflowCounts>> CountAsync(string? dataflowId, CancellationToken ct, string only = "")
    {
        await using var db = await databases.BorrowAsync(ct);
        var paused = await PausedAsync(db, dataflowId, ct);
        var rows = await db.RowsAsync($"{Counted("Links", dataflowId, only)} UNION ALL {Counted("UnlinkedRecords", dataflowId, only)}", Of(dataflowId), ct)
            .Select(row => new Row(row.GetString(0), row.GetString(1), Enum.Parse<Population>(row.GetString(2)), row.GetBoolean(3), (int)row.GetInt64(4)))
            .Select(row => paused.Contains((row.DataflowId, row.PairId)) ? row with { State = Population.Paused, AsksPerson = false } : row).ToListAsync(ct);
        return rows.GroupBy(row => row.DataflowId).ToDictionary(flow => flow.Key, flow => new DataflowCounts(
            flow.Key,
            new Counts(flow.Select(row => (row.State, row.AsksPerson, row.Count))),
            flow.GroupBy(row => row.PairId).ToDictionary(pair => pair.Key, pair => new Counts(pair.Select(row => (row.State, row.AsksPerson, row.Count))))));
    }

    // A pause is said in the definition, once, and holds for all its records whatever a run has said of them before.
    private static async Task<HashSet<(string DataflowId, string PairId)>> PausedAsync(BorrowedDatabase db, string? dataflowId, CancellationToken ct)
    {
        return await db.RowsAsync($"SELECT \"Definition\" FROM \"Dataflows\"{(dataflowId is null ? "" : " WHERE \"Id\" = @DataflowId")}", Of(dataflowId), ct)
            .Select(row => DefinitionJson.Read(row.GetString(0)))
            .SelectMany(dataflow => dataflow.Pairs.Where(pair => dataflow.PausedBecause is not null || pair.PausedBecause is not null).Select(pair => (dataflow.Id, pair.Id))).ToHashSetAsync(cancellationToken: ct);
    }

    private static string Counted(string table, string? dataflowId, string only) =>
        $"SELECT \"DataflowId\", \"PairId\", \"State\", \"AsksPerson\", COUNT(*) FROM \"{table}\"{(dataflowId is null ? "" : $" WHERE \"DataflowId\" = @DataflowId{only}")} GROUP BY \"DataflowId\", \"PairId\", \"State\", \"AsksPerson\"";

    private static (Column, object)[] Of(string? dataflowId) => dataflowId is null ? [] : [(Column.Text("DataflowId"), dataflowId)];

    private sealed record Row(string DataflowId, string PairId, Population State, bool AsksPerson, int Count);
}
