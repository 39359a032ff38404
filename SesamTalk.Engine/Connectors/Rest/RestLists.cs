using System.Runtime.CompilerServices;
using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Rest;

/// <summary>Whole lists, also those that are read once below each record of another entity.</summary>
internal sealed class RestLists(RestApi api, RestPages pages)
{
    /// <summary>All pages of a list; one below parents ends with an empty page, and is broken off by the first parent that cannot be read.</summary>
    public IAsyncEnumerable<Answer<RestPage>> AllAsync(RestEntity entity, RestOperation list, Func<string, object?> value, CancellationToken cancellation) =>
        entity.Parent is { } parent && list.Texts.Any(text => text.Names.Any(name => name.StartsWith("parent.", StringComparison.Ordinal)))
            ? BelowAsync(entity, parent, list, value, cancellation)
            : pages.ReadAsync(entity, new RestListing(list, value), cancellation);

    private async IAsyncEnumerable<Answer<RestPage>> BelowAsync(RestEntity entity, RestParent parent, RestOperation list, Func<string, object?> value, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var whose in ParentsAsync(api.Manifest.Entities.First(other => other.Schema.Entity == parent.Entity), cancellation))
        {
            if (!whose.Is(out var read, out var error)) { yield return error; yield break; }
            await foreach (var answer in pages.ReadAsync(entity, Below(entity, parent, list, value, read.Record!), cancellation))
            {
                yield return answer.Is(out var page, out var trouble) ? page with { IsLast = false } : trouble;
                if (answer.Error is not null) yield break;
            }
        }

        yield return new RestPage([], [], null, IsLast: true);
    }

    private static RestListing Below(RestEntity entity, RestParent parent, RestOperation list, Func<string, object?> value, Record whose)
    {
        var slot = entity.Schema.SlotOf(parent.Field);
        object? owner = entity.Schema.Properties[slot].Type == PropertyType.Text ? whose.Id!.Value.Text : whose[whose.Schema.KeySlot];
        return new(list, name => name.StartsWith("parent.", StringComparison.Ordinal) ? whose[name["parent.".Length..]] is var known and not Absent ? known : null : value(name))
        {
            Given = [KeyValuePair.Create(slot, owner)],
        };
    }

    private async IAsyncEnumerable<Answer<RestRead>> ParentsAsync(RestEntity parent, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var answer in AllAsync(parent, parent.List, name => name == "since" && parent.List.Since?.Start is { } start ? RestReader.Written(start, parent.List.Since.Format) : null, cancellation))
        {
            if (!answer.Is(out var page, out var error)) { yield return error; yield break; }
            foreach (var record in page.Records.Where(record => RestReader.Change(parent, record).Record is not null)) yield return new RestRead(record);
        }
    }
}
