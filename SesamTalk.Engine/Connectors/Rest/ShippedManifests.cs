namespace SesamTalk.Engine.Connectors.Rest;

/// <summary>The manifests that come with SesamTalk.</summary>
public static class ShippedManifests
{
    private const string Folder = "SesamTalk.Engine.Connectors.Rest.Manifests.";

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. typeof(ShippedManifests).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).Select(name => name[Folder.Length..^".yaml".Length])];

    /// <summary>The YAML text of a name, or null.</summary>
    public static string? Find(string name)
    {
        using var stream = typeof(ShippedManifests).Assembly.GetManifestResourceStream($"{Folder}{name}.yaml");
        if (stream is null) return null;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
