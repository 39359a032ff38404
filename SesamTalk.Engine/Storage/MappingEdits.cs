using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Dataflows.Editing;

namespace SesamTalk.Engine.Storage;

/// <summary>
/// Edits of property tables: drafts that survive, put together with what others applied meanwhile, and applied as a new version
/// of the dataflow. Nothing that is only in a draft is ever in force. Rounds of checklists go by the version that a line was
/// tested in: <see cref="LineDifferences"/> over the versions before and after an apply names the lines to be tested again.
/// </summary>
public sealed class MappingEdits(DataflowStore dataflows, SettingStore settings, TimeProvider clock)
{
    private const int Tries = 5;

    private static readonly JsonSerializerOptions Json = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, IgnoreReadOnlyProperties = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>
    /// The editor's draft, put together with the version in force where that moved on; a new one where there is none. Null
    /// where there is no such dataflow or pair.
    /// </summary>
    public async Task<MappingDraft?> OpenAsync(string dataflowId, string pairId, string who, CancellationToken ct = default)
    {
        if (await dataflows.FindAsync(dataflowId, ct) is not { } dataflow || Find(dataflow, pairId) is not { } pair) return null;
        if (await ReadAsync(KeyOf(dataflowId, pairId, who), ct) is not { } draft) return New(dataflow, pair, who);
        if (draft.BaseVersion == dataflow.Version) return draft;
        var moved = await MoveAsync(draft, dataflow, pair, ct);
        await KeepAsync(moved, ct);
        return moved;
    }

    /// <summary>Keeps a draft. One that says what is in force, by the version it starts from, is no draft and is forgotten.</summary>
    public async Task KeepAsync(MappingDraft draft, CancellationToken ct = default)
    {
        var began = Find(await dataflows.VersionAsync(draft.DataflowId, draft.BaseVersion, ct), draft.PairId);
        var isEdited = !draft.Clashes.IsEmpty || !draft.Unfinished.IsEmpty || began is null || !MappingLines.Same(MappingLines.Of(began), draft.Lines);
        await settings.SetAsync(KeyOf(draft.DataflowId, draft.PairId, draft.Who), isEdited ? JsonSerializer.Serialize(draft, Json) : null, ct);
    }

    /// <summary>Forgets an editor's draft.</summary>
    public Task DropAsync(string dataflowId, string pairId, string who, CancellationToken ct = default) => settings.SetAsync(KeyOf(dataflowId, pairId, who), null, ct);

    /// <summary>Who else has a draft of the same table, the first to begin first.</summary>
    public async Task<IReadOnlyList<OtherEditor>> OthersAsync(string dataflowId, string pairId, string who, CancellationToken ct = default)
    {
        var drafts = (await settings.StartingAsync(KeyOf(dataflowId, pairId, ""), ct)).Values.Select(Read).OfType<MappingDraft>();
        return [.. drafts.Where(draft => draft.Who != who).Select(draft => new OtherEditor(draft.Who, draft.Since)).OrderBy(other => other.Since)];
    }

    /// <summary>
    /// Makes a draft the next version of its dataflow, together with what others applied meanwhile to other lines. Where they
    /// changed a line of it otherwise, nothing is stored and the draft says which. The note is kept with the version and in the audit.
    /// </summary>
    public async Task<MappingApplied> ApplyAsync(MappingDraft draft, string note, CancellationToken ct = default)
    {
        for (var tried = 0; ; tried++)
        {
            if (await dataflows.FindAsync(draft.DataflowId, ct) is not { } dataflow || Find(dataflow, draft.PairId) is not { } pair) return new(AppliedOutcome.Gone, 0, draft);
            if (draft.BaseVersion != dataflow.Version) draft = await MoveAsync(draft, dataflow, pair, ct);
            if (!draft.Clashes.IsEmpty)
            {
                await KeepAsync(draft, ct);
                return new(AppliedOutcome.Clashes, dataflow.Version, draft);
            }

            try
            {
                var isSame = MappingLines.Same(MappingLines.Of(pair), draft.Lines);
                var saved = isSame ? dataflow : await dataflows.SaveAsync(MappingLines.Onto(dataflow, pair.Id, draft.Lines), draft.Who, note, ct);
                await DropAsync(draft.DataflowId, draft.PairId, draft.Who, ct);
                return new(isSame ? AppliedOutcome.Same : AppliedOutcome.Saved, saved.Version, null);
            }
            catch (StaleDefinitionException) when (tried < Tries)
            {
                // Somebody saved between our look and our write: look again.
            }
        }
    }

    /// <summary>A draft that says what the table said in an older version; null where the pair was not there. Applying it restores that table.</summary>
    public async Task<MappingDraft?> RestoreAsync(string dataflowId, string pairId, int version, string who, CancellationToken ct = default)
    {
        if (await dataflows.FindAsync(dataflowId, ct) is not { } dataflow || Find(dataflow, pairId) is not { } pair) return null;
        if (Find(await dataflows.VersionAsync(dataflowId, version, ct), pairId) is not { } was) return null;
        var draft = New(dataflow, pair, who) with { Lines = MappingLines.Of(was) };
        await KeepAsync(draft, ct);
        return draft;
    }

    /// <summary>The ids of the suggestions for a pair that were turned down.</summary>
    public async Task<IReadOnlySet<string>> RejectedAsync(string dataflowId, string pairId, CancellationToken ct = default) =>
        await settings.GetAsync(RejectedKey(dataflowId, pairId), ct) is { } json ? JsonSerializer.Deserialize<HashSet<string>>(json) ?? [] : new HashSet<string>();

    /// <summary>Turns a suggestion down: it does not come back.</summary>
    public async Task RejectAsync(string dataflowId, string pairId, string id, CancellationToken ct = default)
    {
        var known = await RejectedAsync(dataflowId, pairId, ct);
        await settings.SetAsync(RejectedKey(dataflowId, pairId), JsonSerializer.Serialize(known.Append(id).Distinct()), ct);
    }

    private MappingDraft New(Dataflow dataflow, Pair pair, string who) => new()
    {
        DataflowId = dataflow.Id, PairId = pair.Id, Who = who, Since = clock.GetUtcNow(), BaseVersion = dataflow.Version, Lines = MappingLines.Of(pair),
    };

    // What was edited meets what is in force; a version that is not there any more counts as the present one.
    private async Task<MappingDraft> MoveAsync(MappingDraft draft, Dataflow dataflow, Pair pair, CancellationToken ct)
    {
        var began = Find(await dataflows.VersionAsync(dataflow.Id, draft.BaseVersion, ct), pair.Id) ?? pair;
        var merged = LineMerge.Merge(MappingLines.Of(began), draft.Lines, MappingLines.Of(pair));
        var open = draft.Clashes.Where(known => !merged.Clashes.Any(clash => clash.Id == known.Id));
        return draft with { BaseVersion = dataflow.Version, Lines = merged.Lines, Clashes = [.. merged.Clashes, .. open] };
    }

    private async Task<MappingDraft?> ReadAsync(string key, CancellationToken ct) => await settings.GetAsync(key, ct) is { } json ? Read(json) : null;

    // What an older version wrote in another shape counts as never written.
    private static MappingDraft? Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<MappingDraft>(json, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Pair? Find(Dataflow? dataflow, string pairId) => dataflow?.Pairs.FirstOrDefault(pair => pair.Id == pairId);

    private static string KeyOf(string dataflowId, string pairId, string who) => $"mapping-draft/{dataflowId}/{pairId}/{who}";

    private static string RejectedKey(string dataflowId, string pairId) => $"mapping-rejected/{dataflowId}/{pairId}";
}
