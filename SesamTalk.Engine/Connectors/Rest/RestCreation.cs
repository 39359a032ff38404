using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Rest;

/// <summary>Makes new records: what is wanted, over the system's own defaults, over the manifest's.</summary>
internal sealed class RestCreation(RestApi api, RestEntity entity, RestOperation insert)
{
    /// <summary>Makes one; the request is sent once.</summary>
    public async Task<Answer<Written>> WriteAsync(Write write, CancellationToken cancellation)
    {
        if (!(await DefaultsAsync(cancellation)).Is(out var usual, out var trouble)) return trouble;
        var values = WithKey(usual.Record!.OverlaidBy(Referenced(write.Values, write.Reference)), write.Id);
        var id = entity.ClientIds ? write.Id ?? RestKeys.Of(entity, values) : null;
        if (entity.ClientIds && id is null) return new ConnectorError.Rejected([.. entity.Ids.Select(path => new RejectedProperty(path, "A new record needs it."))], $"{entity.Schema.Entity} takes its ids from us, and none was given.");
        object? Place(string name) => (id is { } known && RestKeys.Places(entity, known) is { } key ? key(name) : null) ?? (RestKeys.OfRecord(values, name) is var value and not Absent ? value : null);
        var body = RestWriter.Body(entity, values, (record, slot) => (RestWriter.IsOpen(entity, record, slot, isNew: true) || IsOurKey(slot)) && record[slot] is not (null or Absent));
        if (!(await api.SendAsync(insert, Place, body, RecordVersion.None, cancellation)).Is(out var reply, out var error)) return error;
        if (!insert.IsSuccess(reply.Code)) return api.Refused(reply, values);
        return Made(reply, values, id);
    }

    private Answer<Written> Made(WireReply reply, Record values, RecordId? id)
    {
        var given = entity.Ids.Length > 1 || id is not null ? entity.Ids.Select(path => KeyValuePair.Create(entity.Schema.SlotOf(path), values[path])).ToList() : null;
        if (RestApi.Parsed(entity, reply, insert.RecordPath, given).Value?.Record is { } made) return new Written(made.Id!.Value, made, RestReader.VersionOf(entity, made));
        if (reply.Body.Length == 0 && (id ?? Located(reply)) is { } told) return new Written(told, null, RecordVersion.None);
        return new ConnectorError.Unknown($"The system accepted a new record of {entity.Schema.Entity} and did not say which; it is to be looked up.");
    }

    // 201 Created names the new record by its address; the last step is its key, as the look-up would ask for it.
    private RecordId? Located(WireReply reply)
    {
        if (entity.Ids.Length > 1 || reply.Headers.Location is not { } place) return null;
        var step = Uri.UnescapeDataString(place.OriginalString.Split('?')[0].TrimEnd('/').Split('/')[^1]);
        return step.Length > 0 && RestKeys.Typed(entity.Schema.Properties[entity.Schema.KeySlot], step) is not null ? new RecordId(step) : null;
    }

    private async Task<Answer<RestRead>> DefaultsAsync(CancellationToken cancellation)
    {
        var usual = Record.Of(entity.Schema, null, entity.Defaults);
        if (entity.Blank is not { } blank) return new RestRead(usual);
        if (api.Address(blank, _ => null) is not { } address) return new ConnectorError.Rejected([], $"The address of {entity.Schema.Entity}'s defaults has a hole.");
        if (!(await api.AskAsync(blank, address, _ => null, cancellation)).Is(out var reply, out var error)) return error is ConnectorError.Unknown lost ? new ConnectorError.Unreachable(lost.Because) : error;
        if (!blank.IsSuccess(reply.Code)) return api.Refused(reply, null);
        // A record to be has no key yet; any that stands there is not its own.
        if (!RestApi.Parsed(entity, reply, blank.RecordPath, [.. entity.Ids.Append(entity.Schema.Properties[entity.Schema.KeySlot].Path).Select(path => KeyValuePair.Create(entity.Schema.SlotOf(path), (object?)"-"))]).Is(out var read, out error)) return error;
        if (read.Record is null) return new RestRead(usual);
        var open = read.Record.Known().Where(pair => pair.Value is not null && entity.Schema.Find(pair.Key) is { IsReadOnly: false, IsKey: false } && !entity.Ids.Contains(pair.Key));
        return new RestRead(usual.With(open));
    }

    private bool IsOurKey(int slot) => entity.ClientIds && entity.Ids.Length == 1 && entity.Schema.Properties[slot] is { IsKey: true, IsReadOnly: false };

    private Record WithKey(Record values, RecordId? id) => entity.ClientIds && id is { } known && entity.Ids.Length == 1
        ? values.With([new(entity.Ids[0], RestKeys.Typed(entity.Schema.Properties[entity.Schema.KeySlot], known.Text))])
        : values;

    private Record Referenced(Record values, string? reference) =>
        reference is not null && entity.Reference is { } path && Values.IsBlank(values[path]) ? values.With([new(path, reference)]) : values;
}
