using System.Text.Json;
using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Rest;

/// <summary>Writes records by their declared operations; each request is sent once.</summary>
internal sealed class RestWriter(RestApi api, RestReader reader)
{
    /// <summary>Carries out one write.</summary>
    public Task<Answer<Written>> WriteAsync(RestEntity entity, Write write, CancellationToken cancellation)
    {
        var values = Edits.In(entity.Schema, write.Values);
        if (write.Kind == WriteKind.Create) return entity.Insert is { } insert ? new RestCreation(api, entity, insert).WriteAsync(write with { Values = values }, cancellation) : No(entity, (Wording)"created");
        var id = write.Id ?? throw new ArgumentException("Only a create has no id.", nameof(write));
        if (RestKeys.Places(entity, id) is not { } key) return Task.FromResult<Answer<Written>>(Gone(entity, id));
        if (write.Kind == WriteKind.Delete) return entity.Delete is { } delete ? DeleteAsync(entity, delete, write with { Values = values }, key, cancellation) : No(entity, (Wording)"deleted");
        if (write.Kind == WriteKind.Archive)
        {
            if (entity.Archive is not { } archive) return No(entity, (Wording)"archived");
            values = Record.Of(entity.Schema, id, KeyValuePair.Create(archive.Path, (object?)archive.Value));
        }

        return entity.Update is { } update ? UpdateAsync(entity, update, write with { Values = values }, key, cancellation) : No(entity, (Wording)"changed");
    }

    /// <summary>The body of a record: what is wanted of it.</summary>
    public static (Record Record, Action<Utf8JsonWriter> Write) Body(RestEntity entity, Record record, Func<Record, int, bool> isWanted) =>
        (record, writer => JsonBody.WriteRecord(writer, entity.Plan.Root, record, isWanted));

    /// <summary>Whether a slot may be sent at all. An element of a list goes back under the key that it came with; a new one has none.</summary>
    public static bool IsOpen(RestEntity entity, Record record, int slot, bool isNew)
    {
        var property = record.Schema.Properties[slot];
        if (property.IsKey) return record.Schema != entity.Schema && record[slot] is not (null or Absent);
        return !property.IsReadOnly && (isNew || !property.IsCreateOnly);
    }

    private async Task<Answer<Written>> UpdateAsync(RestEntity entity, RestOperation update, Write write, Func<string, object?> key, CancellationToken cancellation)
    {
        var id = write.Id!.Value;
        var current = write.Current is { } known ? Edits.In(entity.Schema, known) : null;
        if (current is null)
        {
            if (!(await reader.ReadAsync(entity, id, cancellation)).Is(out var read, out var trouble)) return trouble;
            if (read.Record is null) return Gone(entity, id);
            current = read.Record;
        }

        var changed = Edits.Changed(write.Values, current);
        if (changed.Count == 0) return new Written(id, current, RestReader.VersionOf(entity, current));
        if (Edits.Closed(entity.Schema, changed) is { } closed) return closed;
        var whole = current.OverlaidBy(write.Values);
        var sent = update.Send == RestSend.Whole ? whole : Edits.Only(write.Values, changed);
        var body = update.Send == RestSend.JsonPatch ? (sent, writer => Patch(writer, entity, sent)) : Body(entity, sent, (record, slot) => IsOpen(entity, record, slot, isNew: false) && record[slot] is not Absent);
        if (!(await api.SendAsync(update, name => key(name) ?? RestKeys.OfRecord(whole, name), body, write.Expected, cancellation)).Is(out var reply, out var error)) return error;
        if (Moved(entity, update, id, reply) is { } moved) return moved;
        if (!update.IsSuccess(reply.Code)) return api.Refused(reply, sent);
        if (!RestApi.Parsed(entity, reply, update.RecordPath, RestReader.Given(entity, id)).Is(out var said, out _)) return new ConnectorError.Unknown($"The system's answer to a change of {entity.Schema.Entity} {id} cannot be read; it is to be looked up.");
        return said.Record is { } after ? new Written(id, after, RestReader.VersionOf(entity, after)) : new Written(id, null, RecordVersion.None);
    }

    private async Task<Answer<Written>> DeleteAsync(RestEntity entity, RestOperation delete, Write write, Func<string, object?> key, CancellationToken cancellation)
    {
        var id = write.Id!.Value;
        var record = write.Current is { } known ? Edits.In(entity.Schema, known) : write.Values;
        if (!(await api.SendAsync(delete, name => key(name) ?? RestKeys.OfRecord(record, name), null, write.Expected, cancellation)).Is(out var reply, out var error)) return error;
        if (Moved(entity, delete, id, reply) is { } moved) return moved;
        return delete.IsSuccess(reply.Code) ? new Written(id, null, RecordVersion.None) : api.Refused(reply, null);
    }

    private static void Patch(Utf8JsonWriter writer, RestEntity entity, Record sent)
    {
        writer.WriteStartArray();
        foreach (var (path, value) in sent.Known())
        {
            writer.WriteStartObject();
            writer.WriteString("op", "replace");
            writer.WriteString("path", "/" + string.Join('/', path.Split('.').Select(step => step.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal))));
            writer.WritePropertyName("value");
            JsonBody.WriteValue(writer, entity.Plan, path, value);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static ConnectorError.Stale? Moved(RestEntity entity, RestOperation operation, RecordId id, WireReply reply) =>
        operation.Stale.Contains(reply.Code) ? new($"{entity.Schema.Entity} {id} has been changed meanwhile. {Said.By(reply)}")
        : operation.NotFound.Contains(reply.Code) ? Gone(entity, id)
        : null;

    private static ConnectorError.Stale Gone(RestEntity entity, RecordId id) => new($"{entity.Schema.Entity} {id} is no longer there.");

    private static Task<Answer<Written>> No(RestEntity entity, Reason what) =>
        Task.FromResult<Answer<Written>>(new ConnectorError.Rejected([], $"The manifest declares no way by which {entity.Schema.Entity} can be {what}."));
}
