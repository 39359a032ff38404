using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Elements;

/// <summary>Writes an element by changing the list of its whole, read just before and locked by its version where the system does.</summary>
internal sealed class ElementWriter(IConnector inner, ElementEntity entity)
{
    public async Task<Answer<Written>> WriteAsync(Write write, CancellationToken cancellation)
    {
        var key = write.Id is { } id ? ElementEntity.Split(id) : null;
        if ((key?.Whole ?? RecordId.From(write.Values[ElementEntity.Owner])) is not { } owner)
            return new ConnectorError.Rejected([new RejectedProperty(ElementEntity.Owner, "It has to be known what the element belongs to.")], $"An element of {entity.Name} without its {entity.Whole.Name} cannot be written.");
        if (!(await inner.ReadAsync(entity.Whole.Name, owner, cancellation)).Is(out var reading, out var error)) return NotDone(error);
        if (reading.Change is not { Record: { } whole } change) return new ConnectorError.Stale($"{entity.Whole.Name} {owner} is gone.");
        if (entity.Of(whole) is null) return new ConnectorError.Stale($"{entity.Whole.Name} {owner} came without its {entity.List.Path}.");
        var present = (whole[entity.List.Path] as ElementList)?.Elements ?? [];
        if (key is { } known && !present.Any(element => Is(element, known.Own))) return new ConnectorError.Stale($"The element is no longer in {entity.Whole.Name} {owner}.");
        List<Record> wanted = write.Kind switch
        {
            WriteKind.Create => [.. present, entity.AsElement(write.Values)],
            WriteKind.Update => [.. present.Select(element => Is(element, key!.Value.Own) ? element.OverlaidBy(entity.AsElement(write.Values)) : element)],
            WriteKind.Delete or WriteKind.Archive => [.. present.Where(element => !Is(element, key!.Value.Own))],
        };
        return await SendAsync(write, change, whole, owner, new ElementList([.. wanted]), cancellation);
    }

    private async Task<Answer<Written>> SendAsync(Write write, Change change, Record whole, RecordId owner, ElementList wanted, CancellationToken cancellation)
    {
        var values = Record.Of(whole.Schema, owner, new KeyValuePair<string, object?>(entity.List.Path, wanted));
        var answer = await inner.WriteAsync(new Write(entity.Whole.Name, WriteKind.Update, owner, values, whole, change.Version, null), cancellation);
        if (!answer.Is(out var written, out var error)) return error;
        if (write.Kind is WriteKind.Delete or WriteKind.Archive) return new Written(write.Id!.Value, null, RecordVersion.None);
        var after = written.After is { } said && entity.Of(said) is { } told ? told : await LookAsync(owner, cancellation);
        var before = (entity.Of(whole) ?? []).Select(element => element.Id).ToHashSet();
        var made = write.Kind == WriteKind.Create ? after.Where(element => !before.Contains(element.Id)).ToList() : [.. after.Where(element => element.Id == write.Id)];
        return made is [var one]
            ? new Written(one.Id!.Value, one, written.Version)
            : new ConnectorError.Unknown($"{entity.Whole.Name} {owner} took the element and did not say under which {entity.Key}; it is to be looked up.");
    }

    private async Task<IReadOnlyList<Record>> LookAsync(RecordId owner, CancellationToken cancellation)
    {
        var answer = await inner.ReadAsync(entity.Whole.Name, owner, cancellation);
        return answer.Value?.Change?.Record is { } whole ? entity.Of(whole) ?? [] : [];
    }

    private bool Is(Record element, RecordId own) => RecordId.From(element[entity.Key]) == own;

    // Nothing was sent yet, so an answer that got lost on the way leaves no doubt.
    private static ConnectorError NotDone(ConnectorError error) =>
        error is ConnectorError.Unknown or ConnectorError.Garbled ? new ConnectorError.Stale(error.Because) : error;
}
