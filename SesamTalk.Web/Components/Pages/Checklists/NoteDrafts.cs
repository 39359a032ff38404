using SesamTalk.Engine.Storage;
using SesamTalk.Web.Auth;

namespace SesamTalk.Web.Components.Pages.Checklists;

/// <summary>Notes that somebody is writing for a line and has not kept yet, on the server: a lost connection or a restart loses none.</summary>
public sealed class NoteDrafts(Reader reader, SettingStore settings)
{
    /// <summary>The note as it was typed last; null where none is being written.</summary>
    public Task<string?> ReadAsync(Guid round, string line, CancellationToken ct = default) => settings.GetAsync(Key(round, line), ct);

    /// <summary>Keeps what is typed; null when the note was kept for good.</summary>
    public Task PutAsync(Guid round, string line, string? note, CancellationToken ct = default)
    {
        reader.As(Act.TickLines);
        return settings.SetAsync(Key(round, line), note, ct);
    }

    private string Key(Guid round, string line) => $"note.{reader.Key}.{round:N}.{line}";
}
