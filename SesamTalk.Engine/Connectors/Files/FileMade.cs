using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Files;

/// <summary>
/// The ids of the records that we made, one a line in a file of its own (<c>.NAME.made</c>). A record that we make after a
/// reading and that somebody deletes before the next one stands in no cursor; here it is remembered.
/// </summary>
internal static class FileMade
{
    private const int MostBytes = 1 << 20;

    /// <summary>The ids; none where nothing was made yet.</summary>
    public static HashSet<RecordId> Read(FilePlace place)
    {
        try
        {
            return [.. File.ReadLines(place.Made).Where(line => line.Length > 0).Select(line => new RecordId(Uri.UnescapeDataString(line)))];
        }
        catch (Exception none) when (none is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Adds an id, before the record itself is in the file; of a long list the older half is let go.</summary>
    public static void Add(FilePlace place, RecordId id)
    {
        var path = place.Made;
        if (new FileInfo(path) is { Exists: true, Length: > MostBytes })
        {
            var lines = File.ReadAllLines(path);
            File.WriteAllLines(path, lines.AsSpan(lines.Length / 2).ToArray());
        }

        File.AppendAllText(path, Uri.EscapeDataString(id.Text) + "\n");
    }
}
