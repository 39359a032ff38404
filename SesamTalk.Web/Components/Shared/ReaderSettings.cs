using System.Text.Json;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Auth;

namespace SesamTalk.Web.Components.Shared;

/// <summary>The reader's choices, kept on the server, so that they are the same in another browser.</summary>
public sealed class ReaderSettings(Reader reader, SettingStore settings)
{
    private string Key => "reader." + reader.Key;

    /// <summary>The choices; the defaults where none were made, or where an older version wrote them in another shape.</summary>
    public async Task<ReaderChoices> ReadAsync(CancellationToken ct = default)
    {
        if (await settings.GetAsync(Key, ct) is not { } json) return new();
        try
        {
            var read = JsonSerializer.Deserialize<ReaderChoices>(json) ?? new();
            return ReaderChoices.Themes.Contains(read.Theme) ? read : read with { Theme = "system" };
        }
        catch (JsonException)
        {
            return new();
        }
    }

    /// <summary>Keeps the choices.</summary>
    public Task SaveAsync(ReaderChoices choices, CancellationToken ct = default)
    {
        reader.As(Act.KeepOwnAccount);
        return settings.SetAsync(Key, JsonSerializer.Serialize(choices), ct);
    }
}
