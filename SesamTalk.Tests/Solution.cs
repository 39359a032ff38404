namespace SesamTalk.Tests;

/// <summary>Where the sources of this solution lie, found from the built tests upwards.</summary>
public static class Solution
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "SesamTalk.sln")) ? folder : Find(Path.GetDirectoryName(folder)
            ?? throw new InvalidOperationException($"SesamTalk.sln lies nowhere above {AppContext.BaseDirectory}"));
}
