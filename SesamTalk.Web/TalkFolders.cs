namespace SesamTalk.Web;

/// <summary>Where things are, whatever folder the program is started from.</summary>
internal static class TalkFolders
{
    /// <summary>Where settings files stand: the project's folder while it is built and run there, else beside the program.</summary>
    public static string Content { get; } = FindContent();

    /// <summary>The data folder: the one asked for, else that of the setting <c>Storage:DataFolder</c>, else <c>data</c> in <see cref="Content"/>.</summary>
    public static string Data(string? asked) => Path.GetFullPath(asked ?? Setting("Storage:DataFolder") ?? Path.Combine(Content, "data"));

    /// <summary>A setting as the settings file or the environment says it, before any host is built; null where neither does.</summary>
    public static string? Setting(string key) => new ConfigurationBuilder().SetBasePath(Content).AddJsonFile("appsettings.json", optional: true).AddEnvironmentVariables().Build()[key];

    private static string FindContent()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "SesamTalk.Web.csproj"))) return folder.FullName;
        }
        return AppContext.BaseDirectory;
    }
}
