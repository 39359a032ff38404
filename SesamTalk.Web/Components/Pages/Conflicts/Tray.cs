using System.Text.Json;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Pages.Decisions;

namespace SesamTalk.Web.Components.Pages.Conflicts;

/// <summary>A choice that lies in the tray: nothing is decided by it yet.</summary>
/// <param name="ConflictId">The conflict.</param>
/// <param name="Choice">What was chosen.</param>
/// <param name="SeenA">A's value as it was seen.</param>
/// <param name="SeenB">B's value as it was seen.</param>
public sealed record TrayChoice(Guid ConflictId, DecisionChoice Choice, string? SeenA, string? SeenB)
{
    /// <summary>The side for which a value was typed; the other follows.</summary>
    public Side OwnSide { get; init; }

    /// <summary>The property that it was typed for.</summary>
    public string? OwnPath { get; init; }

    /// <summary>That property's type.</summary>
    public PropertyType OwnType { get; init; }

    /// <summary>What was typed.</summary>
    public string? OwnText { get; init; }

    /// <summary>The places of the elements that were picked from two lists; null where none were picked.</summary>
    public IReadOnlyList<int>? Picks { get; init; }

    /// <summary>The list of those elements, packed, in A's form.</summary>
    public byte[]? PickedList { get; init; }

    /// <summary>When it was laid there.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The typed value by its property, or the list that was picked together; empty where there is none.</summary>
    public ValueMap Own => PickedList is { } list ? ValueCodec.UnpackMap(list) : OwnPath is null ? ValueMap.Empty : new([KeyValuePair.Create(OwnPath, TypedText.Read(new SchemaProperty(OwnPath, OwnType), OwnText ?? "").Value)]);

    /// <summary>The choice as a wish that can be previewed and applied.</summary>
    public Wish AsWish(OpenConflict conflict, string label, Reader reader) => new(conflict.DataflowId, label, (verbs, ct) => verbs.SettleAsync(
        conflict with { A = SeenA, B = SeenB }, Choice, reader.As(Act.SettleConflicts), OwnSide == Side.A ? Own : ValueMap.Empty, OwnSide == Side.B ? Own : ValueMap.Empty, ct))
    {
        ConflictId = ConflictId,
    };
}

/// <summary>The choices that a person has made and not yet applied, kept on the server: a closed window or a restart loses none.</summary>
public sealed class Tray(Reader reader, SettingStore settings, TimeProvider clock)
{
    private string Prefix => $"tray.{reader.Key}.";

    /// <summary>All of them, by conflict.</summary>
    public async Task<IReadOnlyDictionary<Guid, TrayChoice>> ReadAsync(CancellationToken ct) =>
        (await settings.StartingAsync(Prefix, ct)).Values.Select(Read).OfType<TrayChoice>().ToDictionary(choice => choice.ConflictId);

    /// <summary>Lays a choice there, in place of another about the same conflict.</summary>
    public Task PutAsync(TrayChoice choice, CancellationToken ct)
    {
        reader.As(Act.SettleConflicts);
        return settings.SetAsync(Prefix + choice.ConflictId.ToString("N"), JsonSerializer.Serialize(choice with { At = clock.GetUtcNow() }), ct);
    }

    /// <summary>Takes choices out.</summary>
    public async Task TakeOutAsync(IEnumerable<Guid> conflictIds, CancellationToken ct)
    {
        reader.As(Act.SettleConflicts);
        foreach (var id in conflictIds) await settings.SetAsync(Prefix + id.ToString("N"), null, ct);
    }

    private static TrayChoice? Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<TrayChoice>(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
