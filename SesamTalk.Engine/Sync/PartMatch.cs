using System.Collections.Immutable;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Engine.Sync;

/// <summary>Tells which of a new whole's parts is which of those that were sent along.</summary>
internal static class PartMatch
{
    /// <summary>What became of the parts that went out with a whole. Where it cannot be told yet, they are looked up by the next run.</summary>
    public static async Task<IReadOnlyList<(PartWrite Part, WriteResult Result)>> AnswersAsync(OpenRun run, WriteResult whole, ImmutableArray<PartWrite> parts, CancellationToken cancellation)
    {
        if (!whole.IsDone) return [.. parts.Select(part => (part, new WriteResult(whole.State == WriteState.Unknown ? WriteState.Unknown : WriteState.NotDone, whole.Message)))];
        var answers = new List<(PartWrite, WriteResult)>();
        foreach (var kind in parts.GroupBy(part => part.Rules))
        {
            var (side, owner) = (kind.First().Write.Side, kind.First().Owner);
            var answer = await run.On(side).FindAsync(kind.Key.Ready.On(side).Name, owner.Path, ReferenceValue.Of(whole.Id!.Value, owner.Type), cancellation);
            var found = answer.Is(out var findings, out _) ? findings.Changes.Where(change => change.Record is not null).ToList() : [];
            var made = Of([.. kind.Select(part => ValueMap.Of(part.Write.Values))], found, mayBeRewritten: true);
            answers.AddRange(kind.Select((part, index) => (part, made[index] is { } one
                ? new WriteResult(WriteState.Done, Reason.None, one.Id, one.Record, one.Version)
                : new WriteResult(WriteState.Unknown, Reason.Of(ReasonCodes.PartNotSeen)))));
        }

        return answers;
    }

    /// <summary>
    /// For each of the values sent the record that says all of them; records that say the same are as good as each other. Where
    /// the system may have rewritten values and as many records as values are left, each gets the one that says most of its own.
    /// </summary>
    public static Change?[] Of(IReadOnlyList<ValueMap> sent, IEnumerable<Change> found, bool mayBeRewritten)
    {
        var (left, made) = (found.ToList(), new Change?[sent.Count]);
        for (var i = 0; i < sent.Count; i++) made[i] = Take(left, left.Find(change => Said(sent[i], change) == sent[i].Pairs.Length));
        if (!mayBeRewritten || left.Count != made.Count(one => one is null)) return made;
        for (var i = 0; i < sent.Count; i++) made[i] ??= Take(left, left.MaxBy(change => Said(sent[i], change)));
        return made;
    }

    private static int Said(ValueMap sent, Change change) => sent.Pairs.Count(value => Values.Agree(value.Value, change.Record![value.Key]));

    private static Change? Take(List<Change> left, Change? one)
    {
        if (one is not null) left.Remove(one);
        return one;
    }
}
