using System.Collections.Concurrent;
using System.Globalization;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.PowerOfficeGo;

/// <summary>
/// Where records live. Contact persons and delivery addresses are addressed below their contact although their ids alone are
/// unique: whose they are is remembered from reading. A line's key holds its order's.
/// </summary>
internal sealed class GoPlaces
{
    private readonly ConcurrentDictionary<(string Entity, string Id), string> _owners = new();

    /// <summary>Remembers whose a record is.</summary>
    public void Learn(GoEntity entity, Record record)
    {
        if (entity.Owner is { } owner && record.Id is { } id && RecordId.From(record[owner]) is { } known) _owners[(entity.Name, id.Text)] = known.Text;
    }

    /// <summary>Whether this can be a key of the entity at all; other texts never reach an address.</summary>
    public static bool CanBe(GoEntity entity, string id) => entity.Schema.Properties[entity.Schema.KeySlot].Type == PropertyType.Integer
        ? long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out _)
        : Guid.TryParseExact(id, "D", out _);

    /// <summary>The address of a record; null where its owner is not known.</summary>
    public string? Of(GoEntity entity, RecordId id, Record? known)
    {
        var (owner, own) = Split(entity, id);
        owner ??= entity.Owner is { } path ? RecordId.From(known?[path])?.Text ?? _owners.GetValueOrDefault((entity.Name, own)) : null;
        if (entity.Owner is null) return $"{entity.Path}/{own}";
        return owner is null ? null : $"{Below(entity, owner)}/{own}";
    }

    /// <summary>The address of the list that an owner has.</summary>
    public static string Below(GoEntity entity, string owner) => entity.Path.Contains("{owner}", StringComparison.Ordinal)
        ? entity.Path.Replace("{owner}", owner, StringComparison.Ordinal)
        : $"{entity.Path}/{owner}";

    /// <summary>The owner in a key that holds one, and the record's own id.</summary>
    public static (string? Owner, string Own) Split(GoEntity entity, RecordId id) =>
        entity.HasJoinedKey && id.Text.Split('/') is [var owner, var own] ? (owner, own) : (null, id.Text);

    /// <summary>Whether both parts of the key can be what they should be.</summary>
    public static bool IsPossible(GoEntity entity, RecordId id)
    {
        var (owner, own) = Split(entity, id);
        return CanBe(entity, own) && (entity.HasJoinedKey ? owner is not null && CanBe(entity, owner) : owner is null);
    }

    /// <summary>The record under the key that the engine knows it by.</summary>
    public static Record Keyed(GoEntity entity, Record record, string? owner) => entity.HasJoinedKey && record.Id is { } own
        ? Record.Of(record.Schema, new RecordId($"{owner}/{own}"), record.Known()).With([new(entity.Owner!, owner)])
        : record;
}
