using System.Collections.Immutable;
using SesamTalk.Engine.Merging;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using static SesamTalk.Engine.Reasons.ReasonCodes;

namespace SesamTalk.Engine.Sync;

/// <summary>The write that takes one journalled write back, as far as what it wrote still stands. Pure.</summary>
internal sealed class UndoneWrites(OpenRun run)
{
    /// <summary>A property that stays as it is, and why.</summary>
    internal sealed record Kept(string Path, Reason Why);

    /// <summary>The write, or null where nothing can be taken back; and what is left as it is.</summary>
    public (PlannedWrite? Write, ImmutableArray<Kept> Kept) Of(PairRules rules, WriteEntry entry, Change? fresh, string? path, Baseline? baseline) => entry.Act switch
    {
        WriteAct.Update => Reverted(rules, entry, fresh, path),
        WriteAct.Create => Removed(rules, entry, fresh),
        WriteAct.Delete => Restored(rules, entry, fresh, baseline),
        WriteAct.Archive => TakenUp(rules, entry, fresh),
    };

    private (PlannedWrite?, ImmutableArray<Kept>) Reverted(PairRules rules, WriteEntry entry, Change? fresh, string? only)
    {
        if (fresh?.Record is not { } record) return (null, [new("", Reason.Of(RecordGone))]);
        var kept = ImmutableArray.CreateBuilder<Kept>();
        var values = new List<KeyValuePair<string, object?>>();
        foreach (var (path, sent) in entry.Sent.Pairs.Where(pair => only is null || pair.Key == only))
        {
            var before = entry.Before.Pairs.FirstOrDefault(pair => pair.Key == path);
            // Undone already, by an undoing that was interrupted or by a person.
            if (before.Key is not null && Values.Same(record[path], before.Value)) continue;
            if (WhyKept(entry, record, path, sent, before.Key is not null) is { } why) kept.Add(new(path, why));
            else values.Add(before);
        }

        return (values.Count == 0 ? null : New(rules, entry, fresh, WriteAct.Update, Record.Of(record.Schema, fresh.Id, values)), kept.ToImmutable());
    }

    private static Reason? WhyKept(WriteEntry entry, Record record, string path, object? sent, bool isKnown)
    {
        if (record.Schema.Find(path) is not { IsReadOnly: false, IsCreateOnly: false }) return Reason.Of(NotWritable);
        if (!Values.Same(record[path], Ours(entry, path, sent))) return Reason.Of(EditedSince);
        return isKnown ? null : Reason.Of(BeforeUnknown);
    }

    private (PlannedWrite?, ImmutableArray<Kept>) Removed(PairRules rules, WriteEntry entry, Change? fresh)
    {
        if (fresh?.Record is not { } record) return (null, [new("", Reason.Of(GoneAlready))]);
        var edited = entry.Accepted.Pairs.Where(pair => record[pair.Key] is not Absent && !Values.Same(record[pair.Key], pair.Value)).Select(pair => pair.Key).ToList();
        if (edited.Count > 0) return (null, [.. edited.Select(path => new Kept(path, Reason.Of(EditedSinceMade)))]);
        var capabilities = rules.Ready.On(entry.Side).Capabilities;
        if (capabilities.Archive is null && !capabilities.CanDelete) return (null, [new("", Reason.Of(NobodyDeletes))]);
        var act = capabilities.Archive is null ? WriteAct.Delete : WriteAct.Archive;
        return (New(rules, entry, fresh, act, Record.Empty(record.Schema, fresh.Id)) with { Guard = rules.WatchedOn(entry.Side) }, []);
    }

    private (PlannedWrite?, ImmutableArray<Kept>) Restored(PairRules rules, WriteEntry entry, Change? fresh, Baseline? baseline)
    {
        if (fresh?.Record is not null) return (null, [new("", Reason.Of(ThereAgain))]);
        var entity = rules.Ready.On(entry.Side);
        var values = entry.Before.Pairs.Where(pair => !Values.IsBlank(pair.Value) && pair.Key != entity.Capabilities.ReferenceProperty && entity.Schema.Find(pair.Key) is { IsReadOnly: false, IsKey: false });
        var agreed = entry.Side == Side.A ? baseline?.B : baseline?.A;
        return (New(rules, entry, null, WriteAct.Create, Record.Of(entity.Schema, null, values)) with
        {
            Basis = agreed is null ? ValueMap.Empty : new([.. rules.WatchedOn(entry.Side.Other()).Select(p => KeyValuePair.Create(p, agreed[p])).Where(p => p.Value is not Absent)]),
        }, []);
    }

    private (PlannedWrite?, ImmutableArray<Kept>) TakenUp(PairRules rules, WriteEntry entry, Change? fresh)
    {
        if (fresh?.Record is not { } record) return (null, [new("", Reason.Of(RecordGone))]);
        if (rules.Ready.On(entry.Side).Capabilities.Archive is not { } archive || entry.Before.Pairs.FirstOrDefault(pair => pair.Key == archive.Path) is not { Key: not null } before)
            return (null, [new("", Reason.Of(BeforeUnknown))]);
        if (!Values.Same(record[archive.Path], archive.Value)) return (null, [new(archive.Path, Reason.Of(EditedSince))]);
        return (New(rules, entry, fresh, WriteAct.Update, Record.Of(record.Schema, fresh.Id, [before])), []);
    }

    private PlannedWrite New(PairRules rules, WriteEntry entry, Change? fresh, WriteAct act, Record values) => new()
    {
        PairId = rules.Pair.Id, LinkId = entry.LinkId, Side = entry.Side, Act = act, Entity = rules.Ready.On(entry.Side).Name, Target = fresh?.Id, Source = entry.Source,
        Label = entry.Label, Because = run.Run.StartedBy.Length > 0 ? Reason.Of(UndoneBy, run.Run.StartedBy, entry.Because) : Reason.Of(Undone, entry.Because),
        Values = values, Before = fresh?.Record, Basis = ValueMap.Empty, Expected = fresh?.Version ?? RecordVersion.None,
    };

    private static object? Ours(WriteEntry entry, string path, object? sent) =>
        entry.Accepted.Pairs.FirstOrDefault(pair => pair.Key == path) is { Key: not null } accepted ? accepted.Value : sent;
}
