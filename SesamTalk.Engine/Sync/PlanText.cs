using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Sync;

/// <summary>A plan as data that can be stored, read, and compared with the plan of another moment. Pure.</summary>
internal static class PlanText
{
    /// <summary>What a plan says, with what was left out of it.</summary>
    public static PlanBody Body(SyncPlan plan, UndoScope? undoes = null, IEnumerable<StoredPlanItem>? left = null) =>
        new([.. plan.Pairs.SelectMany(pair => pair.Items).Select(Item), .. left ?? []], Forecast(plan), undoes)
        {
            ByPair = [.. plan.Pairs.Where(pair => !pair.Items.IsEmpty).Select(pair => new PairForecast(pair.PairId, Forecast([.. pair.Items])))],
        };

    /// <summary>What tells an item from the others of its pair: the ids of its records.</summary>
    public static string KeyOf(PlanItem item) => item switch
    {
        { Link: { } link } => $"{link.A.Text}|{link.B.Text}",
        { Unlinked: { } record } => $"{record.Side}|{record.Id}",
        { Case: PlanCase.Alone alone } => $"{alone.Side}|{alone.Record.Id}",
        { Writes: [var write, ..] } => $"{write.LinkId:N}",
        _ => "",
    };

    /// <summary>The mark of everything that an item changes.</summary>
    public static string MarkOf(PlanItem item)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var write in item.Writes)
        {
            hash.AppendData([(byte)write.Side, (byte)write.Act]);
            hash.AppendData(Encoding.UTF8.GetBytes($"{write.Target}|{write.Source}|"));
            hash.AppendData(ValueCodec.Pack(write.Values));
        }

        hash.AppendData(ValueCodec.Pack(item.AgreedA));
        hash.AppendData(ValueCodec.Pack(item.AgreedB));
        var conflicts = item.Conflicts.Concat(item.Over).Select(c => $"{c.Subject}|{c.Kind}|{c.A}|{c.B}|{c.SettledAt is null}");
        hash.AppendData(Encoding.UTF8.GetBytes(string.Join('\n', [$"{item.IsNewLink}|{item.Link?.State}|{item.Unlinked?.State}|{item.Unlinked?.Reason.Stored}|{item.Deferred?.Id}", .. conflicts])));
        return Convert.ToHexString(hash.GetHashAndReset().AsSpan(0, 16));
    }

    /// <summary>One item.</summary>
    public static StoredPlanItem Item(PlanItem item) => new(item.PairId, KeyOf(item), LabelOf(item), MarkOf(item))
    {
        LinkId = item.IsNewLink ? null : item.Link?.Id,
        Links = item.IsNewLink && item.Writes.All(write => write.Act == WriteAct.Update),
        Writes = [.. item.Writes.Select(Write)],
        Says = [.. item.Conflicts.Concat(item.Over).Select(c => c.SettledAt is null ? c.Sentence : Reason.Of(ReasonCodes.Settled, c.Settlement!)), .. Reasons(item)],
    };

    /// <summary>The items counted.</summary>
    public static PlanForecast Forecast(SyncPlan plan) => Forecast([.. plan.Pairs.SelectMany(pair => pair.Items)]);

    private static PlanForecast Forecast(List<PlanItem> items)
    {
        var links = items.Where(item => item.IsNewLink && item.Writes.All(write => write.Act == WriteAct.Update)).ToList();
        var writes = items.SelectMany(item => item.Writes).ToList();
        return new PlanForecast(
            links.Count,
            links.Count(item => !item.Writes.IsEmpty || !item.Conflicts.IsEmpty),
            items.Count(item => item.Unlinked?.State == Population.Ambiguous),
            writes.Count(write => write is { Act: WriteAct.Create, Side: Side.A }),
            writes.Count(write => write is { Act: WriteAct.Create, Side: Side.B }),
            writes.Count(write => write.Act == WriteAct.Update),
            writes.Count(write => write.Act is WriteAct.Delete or WriteAct.Archive),
            items.SelectMany(item => item.Conflicts).Count(conflict => conflict is { SettledAt: null, Kind: not ConflictKind.AmbiguousMatch }),
            items.Count(item => item.Link?.State == Population.Waiting || item.Unlinked?.State == Population.Waiting));
    }

    private static string LabelOf(PlanItem item) => item.Link is { } link ? (link.LabelA.Length > 0 ? link.LabelA : link.LabelB) : item.Unlinked?.Label ?? "";

    private static IEnumerable<Reason> Reasons(PlanItem item) =>
        new[] { item.Link?.Reason, item.Unlinked?.Reason }.OfType<Reason>().Where(reason => !reason.IsEmpty);

    private static StoredPlanWrite Write(PlannedWrite write) => new(
        write.Side, write.Act, write.Target?.Text, write.Label, write.Because,
        [.. write.Values.Known().Select(value => new StoredPlanValue(value.Key, ValueTexts.Of(write.Before, [value.Key]), ValueTexts.Of(write.Values, [value.Key])))]);
}
