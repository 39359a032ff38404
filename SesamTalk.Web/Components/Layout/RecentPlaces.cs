using System.Text.Json;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Auth;

namespace SesamTalk.Web.Components.Layout;

/// <summary>The few places that a reader went to last by the palette, newest first: addresses alone, kept on the server as the rest of their own settings.</summary>
public sealed class RecentPlaces(Reader reader, SettingStore settings)
{
    private const int Most = 5;

    private string Key => "palette." + reader.Key;

    /// <summary>The addresses.</summary>
    public async Task<IReadOnlyList<string>> ReadAsync()
    {
        try
        {
            return await settings.GetAsync(Key) is { } kept ? JsonSerializer.Deserialize<string[]>(kept) ?? [] : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    /// <summary>Puts an address first. Whoever only looks through another role leaves no trace.</summary>
    public async Task KeepAsync(string url)
    {
        if (reader.IsPreview || !reader.May(Act.KeepOwnAccount)) return;
        reader.As(Act.KeepOwnAccount);
        string[] places = [url, .. (await ReadAsync()).Where(one => one != url).Take(Most - 1)];
        await settings.SetAsync(Key, JsonSerializer.Serialize(places));
    }
}
