using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Merging;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Sync;

/// <summary>
/// Notices that a pair says something else than when its records were last read. Its entities are then read whole, and what
/// was agreed by rows that are no longer there, or mean something else now, is forgotten: those properties meet as for the
/// first time, so that nothing is overwritten because of an agreement that never was.
/// </summary>
internal sealed class RowsInForce(SyncMemory memory, RunJournal journal)
{
    private const int Chunk = 1_000;

    /// <summary>Under which name a pair's rows are remembered among the cursors.</summary>
    public static string MarkOf(string pairId) => pairId + "#rows";

    /// <summary>Looks at every pair of the run. A dry run sees what is new and stores nothing; single links go by what is stored, unless they look ahead.</summary>
    public async Task TakeUpAsync(OpenRun run, CancellationToken cancellation)
    {
        if (run.Only is not null && !run.LooksAhead) return;
        var first = new List<CursorMove>();
        foreach (var rules in run.Pairs)
        {
            var now = Said(rules);
            var then = await memory.CursorAsync(run.Dataflow.Id, Side.A, MarkOf(rules.Pair.Id), cancellation);
            if (then == now) continue;
            var mark = new CursorMove(run.Dataflow.Id, Side.A, MarkOf(rules.Pair.Id), now);
            if (then is null)
            {
                first.Add(mark);
                continue;
            }

            run.Renewed[rules.Pair.Id] = Forgotten(rules, then);
            if (run.Run.Kind != Runs.RunKind.DryRun) await KeepAsync(run, rules, mark, cancellation);
        }

        // Before anything is agreed by these rows, and not with the cursors: those of a run that is stopped in its middle never move.
        if (first.Count > 0 && run.Run.Kind != Runs.RunKind.DryRun) await journal.RecordAsync(new JournalBatch { DataflowId = run.Dataflow.Id, Cursors = first }, cancellation);
    }

    /// <summary>A baseline without what was agreed by rows that are no longer in force.</summary>
    public static Baseline? Of(OpenRun run, PairRules rules, Baseline? agreed) =>
        agreed is null || !run.Renewed.TryGetValue(rules.Pair.Id, out var paths) || (paths.A.IsEmpty && paths.B.IsEmpty) ? agreed : Without(agreed, paths);

    // The cursors start over in the same transaction as the mark moves: whatever stops the run now, the next one reads everything.
    private async Task KeepAsync(OpenRun run, PairRules rules, CursorMove mark, CancellationToken cancellation)
    {
        var paths = run.Renewed[rules.Pair.Id];
        if (!paths.A.IsEmpty || !paths.B.IsEmpty) await ForgetAsync(run, rules, paths, cancellation);
        var over = new[] { Side.A, Side.B }.Select(side => new CursorMove(run.Dataflow.Id, side, rules.Ready.On(side).Name, null));
        await journal.RecordAsync(new JournalBatch { DataflowId = run.Dataflow.Id, Cursors = [mark, .. over] }, cancellation);
    }

    private async Task ForgetAsync(OpenRun run, PairRules rules, (ImmutableArray<string> A, ImmutableArray<string> B) paths, CancellationToken cancellation)
    {
        var links = new List<Link>(Chunk);
        await foreach (var link in memory.AllLinksAsync(run.Dataflow.Id, rules.Pair.Id, cancellation))
        {
            links.Add(link);
            if (links.Count == Chunk) await ForgetAsync(run, rules, paths, links, cancellation);
        }

        await ForgetAsync(run, rules, paths, links, cancellation);
    }

    private async Task ForgetAsync(OpenRun run, PairRules rules, (ImmutableArray<string> A, ImmutableArray<string> B) paths, List<Link> links, CancellationToken cancellation)
    {
        var baselines = await memory.BaselinesAsync([.. links.Select(link => link.Id)], rules.Ready.A.Schema, rules.Ready.B.Schema, cancellation);
        await journal.RecordAsync(new JournalBatch { DataflowId = run.Dataflow.Id, Baselines = [.. baselines.Values.Select(agreed => Without(agreed, paths))] }, cancellation);
        links.Clear();
    }

    private static Baseline Without(Baseline agreed, (ImmutableArray<string> A, ImmutableArray<string> B) paths) =>
        agreed with { A = Without(agreed.A, paths.A), B = Without(agreed.B, paths.B) };

    private static Record Without(Record record, ImmutableArray<string> paths) =>
        record.With(paths.Where(path => record.Schema.SlotOf(path) >= 0).Select(path => KeyValuePair.Create(path, (object?)Absent.Instance)));

    // The paths of groups that are new or say something else, as far as an earlier group spoke of them.
    private static (ImmutableArray<string> A, ImmutableArray<string> B) Forgotten(PairRules rules, string then)
    {
        var before = then.Split('\n')[1..].ToHashSet();
        var known = before.Select(line => line.Split('\t')).ToList();
        var (wasA, wasB) = (known.SelectMany(line => line[0].Split(',')).ToHashSet(), known.SelectMany(line => line[1].Split(',')).ToHashSet());
        var changed = rules.Mapper.Groups.Where(group => !before.Contains(Said(rules, group))).ToList();
        return ([.. changed.SelectMany(group => group.PathsA).Where(wasA.Contains)], [.. changed.SelectMany(group => group.PathsB).Where(wasB.Contains)]);
    }

    // The first line tells any change of the pair, the others one of what a group agrees on.
    private static string Said(PairRules rules)
    {
        var pair = rules.Pair with
        {
            ToA = rules.Pair.ToA with { Deletes = default }, ToB = rules.Pair.ToB with { Deletes = default }, PausedBecause = null, Policy = null, FirstMeeting = null, RowPolicies = ImmutableDictionary<string, Conflicts.ConflictPolicy>.Empty,
        };
        return string.Join('\n', [Hash(JsonSerializer.SerializeToUtf8Bytes(pair)), .. rules.Mapper.Groups.Select(group => Said(rules, group))]);
    }

    private static string Said(PairRules rules, RowGroup group)
    {
        var rows = group.Rows.Select(row => rules.Mapper.Rows[row]).SelectMany(row => row.Elements is null ? [row] : row.Elements.Rows.Prepend(row));
        var meaning = rows.Select(row => $"{row.A.Path}~{row.B.Path} {row.Rule.TypeToA} {row.Rule.TypeToB} {Words(row.Rule.DependenciesA)} {Words(row.Rule.DependenciesB)}");
        return $"{string.Join(',', group.PathsA)}\t{string.Join(',', group.PathsB)}\t{Hash(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', meaning)))}";
    }

    private static string Words(ImmutableArray<Dependency> dependencies) => dependencies.IsDefaultOrEmpty ? "" : string.Join('|', dependencies.Select(one => $"{one.Path}={one.Value}"));

    private static string Hash(byte[] bytes) => Convert.ToHexString(SHA256.HashData(bytes).AsSpan(0, 12));
}
