namespace SesamTalk.Engine.Connectors.Rest;

/// <summary>The manifests that come with SesamTalk.</summary>
public static class ShippedManifests
{
    private const string Folder = "SesamTalk.Engine.Connectors.Rest.Manifests.";

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. typeof(ShippedManifests).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).Select(name => name[Folder.Length..^".yaml".Length])];

    /// <summary>The JSON Schema of manifests, for editors and for programs that write them.</summary>
    public static string Schema => Text("SesamTalk.Engine.Connectors.Rest.manifest.schema.json")!;

    /// <summary>The YAML text of a name, or null.</summary>
    public static string? Find(string name) => Text($"{Folder}{name}.yaml");

    private static string? Text(string resource)
    {
        using var stream = typeof(ShippedManifests).Assembly.GetManifestResourceStream(resource);
        if (stream is null) return null;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
