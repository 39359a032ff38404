using System.Text.Json;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Auth;

namespace SesamTalk.Web.Components.Shared;

/// <summary>A list as somebody wants to see it again: its name and the part of the address that makes it.</summary>
/// <param name="Key">Where it is kept; empty for one that every installation has.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Query">The address behind the path, with its question mark; empty for the whole list.</param>
/// <param name="DefaultFor">The role whose list opens with it; null for none.</param>
public sealed record SavedView(string Key, string Name, string Query, Role? DefaultFor = null)
{
    /// <summary>Everybody has it.</summary>
    public bool IsShared => Key.StartsWith(ViewShelf.Shared, StringComparison.Ordinal);
}

/// <summary>Keeps saved views on the server, so that they are the same in another browser: each reader's own, and those for everybody.</summary>
public sealed class ViewShelf(Reader reader, SettingStore settings)
{
    internal const string Shared = "view.all.";
    private string Own => $"view.{reader.Key}.";

    /// <summary>Whether the reader may save and remove what everybody has.</summary>
    public bool MayShare => reader.May(Act.ChangeSettings);

    /// <summary>The views of one list, by name; the reader's own first.</summary>
    public async Task<IReadOnlyList<SavedView>> OfAsync(string list, CancellationToken ct)
    {
        var (own, shared) = (await settings.StartingAsync($"{Own}{list}.", ct), await settings.StartingAsync($"{Shared}{list}.", ct));
        return [.. Read(own), .. Read(shared)];
    }

    /// <summary>The view that a list opens with for the reader's role; null for none.</summary>
    public SavedView? DefaultOf(IEnumerable<SavedView> views) => reader.Person is { } person ? views.FirstOrDefault(view => view.DefaultFor == person.Role) : null;

    /// <summary>Keeps a view. One of the same name for the same readers gives way, and so does the one that was a role's default before.</summary>
    public async Task SaveAsync(string list, string name, string query, bool forAll, Role? defaultFor, CancellationToken ct)
    {
        if (forAll && defaultFor is not null)
            foreach (var before in (await OfAsync(list, ct)).Where(view => view.DefaultFor == defaultFor && !string.Equals(view.Name, name, StringComparison.OrdinalIgnoreCase)))
                await settings.ChooseAsync(before.Key, JsonSerializer.Serialize(new Kept(before.Name, before.Query)), reader.As(Act.ChangeSettings), ct);
        var who = reader.As(forAll ? Act.ChangeSettings : Act.KeepOwnAccount);
        var same = (await OfAsync(list, ct)).FirstOrDefault(view => view.IsShared == forAll && string.Equals(view.Name, name, StringComparison.OrdinalIgnoreCase));
        var (key, kept) = (same?.Key ?? $"{(forAll ? Shared : Own)}{list}.{References.New()}", JsonSerializer.Serialize(new Kept(name, query, forAll ? defaultFor?.ToString() : null)));
        await (forAll ? settings.ChooseAsync(key, kept, who, ct) : settings.SetAsync(key, kept, ct));
    }

    /// <summary>Lets a view go.</summary>
    public Task RemoveAsync(SavedView view, CancellationToken ct)
    {
        var who = reader.As(view.IsShared ? Act.ChangeSettings : Act.KeepOwnAccount);
        return view.IsShared ? settings.ChooseAsync(view.Key, null, who, ct) : settings.SetAsync(view.Key, null, ct);
    }

    private static IEnumerable<SavedView> Read(IReadOnlyDictionary<string, string> stored) =>
        stored.Select(one => (one.Key, Kept: Parse(one.Value))).Where(one => one.Kept is not null)
            .Select(one => new SavedView(one.Key, one.Kept!.Name, one.Kept.Query, Enum.TryParse<Role>(one.Kept.DefaultFor, out var role) ? role : null)).OrderBy(view => view.Name, StringComparer.CurrentCulture);

    private static Kept? Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<Kept>(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Kept(string Name, string Query, string? DefaultFor = null);
}
