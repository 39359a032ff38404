using System.Text.Json.Nodes;

namespace SesamTalk.Engine.Connectors.Rest.Drafting;

/// <summary>Drafts a manifest from an OpenAPI description: an entity for each list that can be read, with what stands beside it.</summary>
internal sealed class OpenApiDraft(OpenApiFile file, IReadOnlyCollection<string> only)
{
    private readonly List<DraftNote> _notes = [];

    /// <summary>The draft; it holds what was understood, and a note for each part that was not.</summary>
    public ManifestDraft Make()
    {
        var entities = Lists();
        if (only.Count > 0)
        {
            foreach (var stranger in only.Where(name => entities.TrueForAll(entity => entity.Name != name))) throw new InvalidDataException($"The description has no entity {stranger}. There are: {string.Join(", ", entities.Select(entity => entity.Name))}.");
            entities = [.. entities.Where(entity => only.Contains(entity.Name))];
        }

        if (entities.Count == 0) throw new InvalidDataException("The description has no path whose GET answers with a list of objects, so there is nothing to read. Was it made with response schemas?");
        var manifest = new JsonObject { ["name"] = file.Title, ["baseUrl"] = BaseUrl() };
        foreach (var (key, value) in new OpenApiSignIn(file, _notes).Make()) manifest[key] = value?.DeepClone();
        if (new OpenApiErrors(file).Make() is { } errors) manifest["errors"] = errors;
        manifest["entities"] = new JsonArray([.. entities.Select(entity => (JsonNode?)entity.Make(entities, _notes))]);
        var yaml = DraftText.Of(manifest, _notes);
        ManifestReader.Read(yaml); // a draft that cannot be read would be our mistake
        return new(yaml, [.. _notes]);
    }

    private List<OpenApiEntity> Lists()
    {
        var found = new List<OpenApiEntity>();
        var paths = file.Paths.ToDictionary(path => path.Key.TrimEnd('/'), path => path.Value);
        foreach (var (path, item) in paths.OrderBy(path => path.Key.Count(c => c == '{')))
        {
            if (path.EndsWith('}') || file.Operation(item, "get") is not { } get) continue;
            if (OpenApiList.Of(file, path, get) is not { } list) continue;
            var own = paths.FirstOrDefault(other => other.Key.StartsWith(path + "/{", StringComparison.Ordinal) && other.Key.Count(c => c == '/') == path.Count(c => c == '/') + 1);
            var parent = path.Contains('{') ? found.Find(other => path.StartsWith(other.Path + "/{", StringComparison.Ordinal) && path.Count(c => c == '{') == 1 && path[other.Path.Length..].Count(c => c == '/') == 2) : null;
            if (path.Contains('{') && parent is null)
            {
                _notes.Add(new(path, "It is a list below a record, and no list of that record was found.", "Write it by hand, with a parent, if you need it."));
                continue;
            }

            found.Add(new OpenApiEntity(file, Named(path, found), path, item, get, own.Key, own.Value, list, parent));
        }

        return found;
    }

    private static string Named(string path, List<OpenApiEntity> found)
    {
        var steps = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(step => !step.StartsWith('{')).ToArray();
        for (var count = 1; count <= steps.Length; count++)
        {
            var name = string.Join(' ', steps[^count..]);
            if (name.Length > 0 && found.TrueForAll(other => other.Name != char.ToUpperInvariant(name[0]) + name[1..])) return char.ToUpperInvariant(name[0]) + name[1..];
        }

        return path.Trim('/');
    }

    private string BaseUrl()
    {
        var servers = file.Servers.ToList();
        if (servers.Count == 0)
        {
            _notes.Add(new("servers", "The description does not say where the system answers.", "Give the address as the system's setting baseAddress, down to where the paths begin."));
            return "{baseAddress}";
        }

        if (Uri.TryCreate(servers[0], UriKind.Absolute, out var address) && address.Scheme.StartsWith("http", StringComparison.Ordinal))
        {
            _notes.Add(new("servers", $"The system answers at {string.Join(", ", servers)}.", "Give the one you mean as the setting baseAddress of the system."));
            return "{baseAddress}";
        }

        return "{baseAddress}" + servers[0].TrimEnd('/').Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);
    }
}
