using System.Runtime.CompilerServices;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Elements;

/// <summary>
/// A system's door with the elements of some lists behind it as entities of their own. Everything else goes straight through.
/// </summary>
public sealed class ElementDoor(IConnector inner, IReadOnlyCollection<ElementEntity> entities) : IConnector, ISelectiveReads
{
    /// <summary>The door itself where no elements are wanted.</summary>
    public static IConnector Over(IConnector inner, IReadOnlyCollection<ElementEntity> entities) => entities.Count == 0 ? inner : new ElementDoor(inner, entities);

    /// <inheritdoc/>
    public Task<CheckReport> CheckAsync(CancellationToken cancellation) => inner.CheckAsync(cancellation);

    /// <inheritdoc/>
    public async Task<Answer<SystemDescription>> DescribeAsync(CancellationToken cancellation) =>
        (await inner.DescribeAsync(cancellation)).Is(out var own, out var error) ? new SystemDescription([.. own.Entities, .. entities.Select(entity => entity.Description)]) : error;

    /// <inheritdoc/>
    public void NeedsOnly(string entity, IReadOnlyCollection<string> paths)
    {
        if (inner is not ISelectiveReads selective) return;
        if (Of(entity) is { } elements) selective.NeedsOnly(elements.Whole.Name, [elements.List.Path]);
        else selective.NeedsOnly(entity, paths);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<Answer<ChangePage>> ReadChangesAsync(string entity, string? since, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var answer in inner.ReadChangesAsync(Of(entity)?.Whole.Name ?? entity, since, cancellation))
        {
            yield return Of(entity) is { } elements && answer.Is(out var page, out _)
                ? page with { Changes = [.. page.Changes.SelectMany(change => Elements(elements, change))] }
                : answer;
        }
    }

    /// <inheritdoc/>
    public async Task<Answer<Reading>> ReadAsync(string entity, RecordId id, CancellationToken cancellation)
    {
        if (Of(entity) is not { } elements) return await inner.ReadAsync(entity, id, cancellation);
        if (ElementEntity.Split(id) is not { } key) return new Reading(null);
        if (!(await inner.ReadAsync(elements.Whole.Name, key.Whole, cancellation)).Is(out var whole, out var error)) return error;
        return new Reading(whole.Change is { } change ? Elements(elements, change).FirstOrDefault(element => element.Id == id) : null);
    }

    /// <inheritdoc/>
    public async Task<Answer<Findings>> FindAsync(string entity, string path, object value, CancellationToken cancellation)
    {
        if (Of(entity) is not { } elements) return await inner.FindAsync(entity, path, value, cancellation);
        if (path == ElementEntity.Owner && RecordId.From(value) is { } owner)
        {
            if (!(await inner.ReadAsync(elements.Whole.Name, owner, cancellation)).Is(out var whole, out var refused)) return refused;
            return new Findings(whole.Change is { } change ? [.. Elements(elements, change)] : []);
        }

        var found = new List<Change>();
        await foreach (var answer in ReadChangesAsync(entity, null, cancellation))
        {
            if (!answer.Is(out var page, out var error)) return error;
            found.AddRange(page.Changes.Where(change => Values.Same(change.Record?[path], value)));
        }

        return new Findings(found);
    }

    /// <inheritdoc/>
    public Task<Answer<Written>> WriteAsync(Write write, CancellationToken cancellation) =>
        Of(write.Entity) is { } elements ? new ElementWriter(inner, elements).WriteAsync(write, cancellation) : inner.WriteAsync(write, cancellation);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private ElementEntity? Of(string entity) => entities.FirstOrDefault(elements => elements.Name == entity);

    // An element has no stamp of its own; its whole's is good enough to lock by.
    private static IEnumerable<Change> Elements(ElementEntity entity, Change change) => change.Record is null
        ? []
        : (entity.Of(change.Record) ?? []).Select(element => new Change(ChangeKind.Upsert, element.Id!.Value, element, change.Version, change.At));
}
