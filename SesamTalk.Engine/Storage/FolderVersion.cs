using System.Globalization;

namespace SesamTalk.Engine.Storage;

/// <summary>The version of a data folder's layout, in a file of its own; the tables have their migrations.</summary>
public static class FolderVersion
{
    /// <summary>The file's name.</summary>
    public const string FileName = "sesamtalk.version";

    /// <summary>The layout that this version writes. It goes up when an older program would do harm in the folder.</summary>
    public const int Current = 1;

    /// <summary>Notes the version in a folder that has none or an older one. Throws <see cref="NewerDataException"/> where it has a newer one.</summary>
    public static void Keep(string folder)
    {
        var path = Path.Combine(folder, FileName);
        var stored = File.Exists(path) && int.TryParse(File.ReadAllText(path).Trim(), CultureInfo.InvariantCulture, out var version) ? version : 0;
        if (stored > Current) throw new NewerDataException($"the folder's layout is {stored}, this version knows {Current}");
        if (stored < Current) File.WriteAllText(path, Current.ToString(CultureInfo.InvariantCulture) + "\n");
    }
}
