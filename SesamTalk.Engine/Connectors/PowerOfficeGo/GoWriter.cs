using System.Net;
using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.PowerOfficeGo;

/// <summary>Creates, patches, archives and deletes; every request is sent once and its answer told apart.</summary>
internal sealed class GoWriter(GoApi api, GoReader reader, GoPlaces places)
{
    /// <summary>Carries out one write.</summary>
    public Task<Answer<Written>> WriteAsync(GoEntity entity, Write write, CancellationToken cancellation)
    {
        if (!entity.IsWritable) return No($"{entity.Name} can be read only.");
        var values = Edits.In(entity.Schema, write.Values);
        var current = write.Current is { } known ? Edits.In(entity.Schema, known) : null;
        if (write.Kind == WriteKind.Create) return CreateAsync(entity, GoPost.Complete(entity, values, write.Reference), cancellation);
        var id = write.Id ?? throw new ArgumentException("Only a create has no id.", nameof(write));
        if (!GoPlaces.IsPossible(entity, id)) return Gone(entity, id);
        if (write.Kind == WriteKind.Delete) return DeleteAsync(entity, id, current, cancellation);
        if (write.Kind == WriteKind.Update) return UpdateAsync(entity, id, values, current, cancellation);
        return entity.Archive is { } archive
            ? UpdateAsync(entity, id, Record.Of(entity.Schema, id, KeyValuePair.Create(archive.Path, (object?)archive.Value)), current, cancellation)
            : No($"{entity.Name} cannot be archived.");
    }

    private async Task<Answer<Written>> CreateAsync(GoEntity entity, Record values, CancellationToken cancellation)
    {
        var path = entity.CreatePath ?? entity.Path;
        if (entity.Owner is { } property)
        {
            if (RecordId.From(values[property]) is not { } owner || !(long.TryParse(owner.Text, out _) || Guid.TryParse(owner.Text, out _)))
                return Rejected(property, (Wording)$"A new record of {entity.Name} needs {property}, the record that it belongs to.");
            path = GoPlaces.Below(entity, owner.Text);
        }

        if (!(await api.SendAsync(HttpMethod.Post, path, GoPost.Build(entity, values), "application/json", cancellation)).Is(out var reply, out var error)) return error;
        if (reply.Status == HttpStatusCode.NotFound && entity.Owner is { } named && GoProblem.Of(reply).ReferenceIn(values) is null) return Rejected(named, GoProblem.Of(reply).Sentence);
        if (!reply.IsSuccess) return GoProblem.Of(reply).AsError(values);
        if (GoApi.Parsed(entity, reply).Value?.Record is not { } made)
            return new ConnectorError.Unknown($"PowerOffice Go accepted a new record of {entity.Name} and did not say which; it is to be looked up.");
        return Done(GoPlaces.Keyed(entity, made, entity.Owner is { } o ? RecordId.From(values[o])?.Text : null), entity);
    }

    private async Task<Answer<Written>> UpdateAsync(GoEntity entity, RecordId id, Record values, Record? current, CancellationToken cancellation)
    {
        if (current is null)
        {
            if (!(await reader.ReadAsync(entity, id, values, cancellation)).Is(out var read, out var trouble)) return trouble;
            if (read.Record is null) return await Gone(entity, id);
            current = read.Record;
        }

        var changed = Edits.Changed(values, current);
        if (changed.Count == 0) return new Written(id, current, GoChanges.VersionOf(current.WithId(id)));
        if (Edits.Closed(entity.Schema, changed) is { } closed) return closed;
        if (places.Of(entity, id, current) is not { } address) return Rejected(entity.Owner!, (Wording)$"It is not known whom this record of {entity.Name} belongs to.");
        var patch = GoPatch.Build(entity, values, current, changed);
        if (!(await api.SendAsync(HttpMethod.Patch, address, patch, GoPatch.ContentType, cancellation)).Is(out var reply, out var error)) return error;
        if (!reply.IsSuccess) return RefusedPatch(entity, id, reply, Edits.Only(values, changed));
        return await AcceptedAsync(entity, id, reply, current, cancellation);
    }

    private async Task<Answer<Written>> AcceptedAsync(GoEntity entity, RecordId id, WireReply reply, Record before, CancellationToken cancellation)
    {
        if (!GoApi.Parsed(entity, reply).Is(out var said, out _))
            return new ConnectorError.Unknown($"PowerOffice Go's answer to a change of {entity.Name} {id} cannot be read; it is to be looked up.");
        if (said.Record is { } after) return Done(after.WithId(id), entity);
        // The vendor declares no body for some patches. A read may come from a replica: one that still shows the old stamp is not believed.
        var read = await reader.ReadAsync(entity, id, before, cancellation);
        return read.Value?.Record is { } fresh && GoChanges.VersionOf(fresh.WithId(id)) != GoChanges.VersionOf(before.WithId(id))
            ? Done(fresh.WithId(id), entity)
            : new Written(id, null, RecordVersion.None);
    }

    private async Task<Answer<Written>> DeleteAsync(GoEntity entity, RecordId id, Record? current, CancellationToken cancellation)
    {
        var address = places.Of(entity, id, current);
        if (address is null)
        {
            if (!(await reader.ReadAsync(entity, id, null, cancellation)).Is(out var read, out var trouble)) return trouble;
            address = read.Record is null ? null : places.Of(entity, id, read.Record);
        }

        if (address is null) return await Gone(entity, id);
        if (!(await api.SendAsync(HttpMethod.Delete, address, null, "", cancellation)).Is(out var reply, out var error)) return error;
        if (reply.Status == HttpStatusCode.NotFound) return await Gone(entity, id);
        return reply.IsSuccess ? new Written(id, null, RecordVersion.None) : GoProblem.Of(reply).AsError(null);
    }

    /// <summary>404 on a patch means that the record is gone, unless Go names a reference that was sent.</summary>
    private static Answer<Written> RefusedPatch(GoEntity entity, RecordId id, WireReply reply, Record sent)
    {
        var problem = GoProblem.Of(reply);
        if (reply.Status != HttpStatusCode.NotFound || problem.ReferenceIn(sent) is not null) return problem.AsError(sent);
        return new ConnectorError.Stale($"{entity.Name} {id} is no longer there. {problem.Sentence}");
    }

    private Written Done(Record record, GoEntity entity)
    {
        places.Learn(entity, record);
        return new Written(record.Id!.Value, record, GoChanges.VersionOf(record));
    }

    private static ConnectorError.Rejected Rejected(string path, Reason message) => new([new RejectedProperty(path, message.ToString())], message);

    private static Task<Answer<Written>> No(Wording message) => Task.FromResult<Answer<Written>>(Rejected("", message));

    private static Task<Answer<Written>> Gone(GoEntity entity, RecordId id) => Task.FromResult<Answer<Written>>(new ConnectorError.Stale($"{entity.Name} {id} is no longer there."));
}
