using System.Text.Json;

namespace SesamTalk.Engine.Storage;

/// <summary>The process that owns a data folder, and, where it serves, how another process of the same user hands work to it.</summary>
/// <param name="ProcessId">The process.</param>
/// <param name="Address">Its loopback address; null where it takes no work, or not yet.</param>
/// <param name="Token">What a request must carry as its bearer token; made anew at every start.</param>
/// <param name="IsServer">Whether it takes work once it has started.</param>
public sealed record FolderOwner(int ProcessId, Uri? Address = null, string? Token = null, bool IsServer = false)
{
    /// <summary>Where work is taken, below <see cref="Address"/>.</summary>
    public const string Route = "/_talk";

    internal const string FileName = "sesamtalk.owner.json";

    /// <summary>The owner as it wrote itself down; null where nothing was written or it cannot be read yet.</summary>
    public static FolderOwner? Of(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize<FolderOwner>(File.ReadAllBytes(Path.Combine(folder, FileName)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    internal void Write(string folder)
    {
        // Written aside and moved, so that nobody reads half of it; only this user may read the token.
        var aside = Path.Combine(folder, FileName + ".new");
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(aside, options)) JsonSerializer.Serialize(file, this);
        File.Move(aside, Path.Combine(folder, FileName), overwrite: true);
    }
}
