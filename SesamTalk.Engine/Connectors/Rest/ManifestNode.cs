using System.Globalization;
using SesamTalk.Engine.Reasons;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace SesamTalk.Engine.Connectors.Rest;

/// <summary>A place in a manifest that knows its line and its key, so that every complaint can name them.</summary>
internal sealed class ManifestNode
{
    private const int LargestManifest = 512 * 1024;
    private readonly YamlNode _node;

    private ManifestNode(YamlNode node, string key) => (_node, Key) = (node, key);

    /// <summary>The dotted key of this place.</summary>
    public string Key { get; }

    /// <summary>The outermost mapping of a text. Throws <see cref="ManifestException"/> for what is no YAML of one document, or uses anchors.</summary>
    public static ManifestNode Parse(string text)
    {
        if (text.Length > LargestManifest) throw new ManifestException(1, "", "it is larger than a manifest may be");
        try
        {
            SafeYaml.LookOver(text);
            var yaml = new YamlStream();
            yaml.Load(new StringReader(text));
            return yaml.Documents.Count == 1 ? new(yaml.Documents[0].RootNode, "") : throw new ManifestException(1, "", "it must hold exactly one document");
        }
        catch (YamlException unreadable)
        {
            throw new ManifestException(unreadable.Start.Line, "", $"it is no YAML here ({unreadable.InnerException?.Message ?? unreadable.Message})");
        }
        catch (InvalidOperationException)
        {
            throw new ManifestException(1, "", "it is no YAML; a bracket or a quote may be left open"); // the parser's way of losing its place
        }
    }

    /// <summary>The exception for this place, or for a key of it.</summary>
    public ManifestException Wrong(Wording why) => Wrong((Reason)why);

    /// <inheritdoc cref="Wrong(Wording)"/>
    public ManifestException Wrong(Reason why) => new(_node.Start.Line, Key, why);

    /// <summary>Refuses keys that nobody knows, so that a slip of the pen does not pass in silence.</summary>
    public ManifestNode Knows(params string[] keys)
    {
        foreach (var (key, value) in Members())
            if (!keys.Contains(key)) throw value.Wrong($"this key is not known here; there are {string.Join(", ", keys)}");
        return this;
    }

    /// <summary>The place of a key, or null where it is missing or empty.</summary>
    public ManifestNode? Find(string key) => Members().FirstOrDefault(member => member.Key == key).Value is { } found && !found.IsNull ? found : null;

    /// <summary>The place of a key that must be there.</summary>
    public ManifestNode Need(string key) => Find(key) ?? throw new ManifestException(_node.Start.Line, Below(key), "it is missing");

    /// <summary>The text of a key, or what stands for it.</summary>
    public string Text(string key, string otherwise) => Find(key)?.Text() ?? otherwise;

    /// <summary>A number of a key between limits, or what stands for it.</summary>
    public double Number(string key, double otherwise, double least, double most)
    {
        if (Find(key) is not { } node) return otherwise;
        return double.TryParse(node.Text(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw node.Wrong($"it must be a number from {least} to {most}");
    }

    /// <summary>Yes or no of a key.</summary>
    public bool Flag(string key) => Find(key) is { } node && node.Text() switch
    {
        "true" => true,
        "false" => false,
        _ => throw node.Wrong("it must be true or false"),
    };

    /// <summary>The word of a key among those allowed.</summary>
    public T OneOf<T>(string key, T otherwise)
        where T : struct, Enum
    {
        if (Find(key) is not { } node) return otherwise;
        return Enum.GetNames<T>().FirstOrDefault(name => name.Equals(node.Text(), StringComparison.OrdinalIgnoreCase)) is { } word
            ? Enum.Parse<T>(word)
            : throw node.Wrong($"“{node.Text()}” is none of {string.Join(", ", Enum.GetNames<T>().Select(n => char.ToLowerInvariant(n[0]) + n[1..]))}");
    }

    /// <summary>The list of a key; empty where it is missing.</summary>
    public IReadOnlyList<ManifestNode> List(string key) => Find(key)?.Items() ?? [];

    /// <summary>The texts of a key's list.</summary>
    public IReadOnlyList<string> Texts(string key) => [.. List(key).Select(node => node.Text())];

    /// <summary>The members of a mapping, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, ManifestNode>> Members() => _node is YamlMappingNode map
        ? [.. map.Children.Select(child => KeyValuePair.Create(Name(child.Key), new ManifestNode(child.Value, Below(Name(child.Key)))))]
        : throw Wrong("it must be a mapping of keys to values");

    /// <summary>A mapping, not a single word.</summary>
    public bool IsMapping => _node is YamlMappingNode;

    /// <summary>A list.</summary>
    public bool IsList => _node is YamlSequenceNode;

    /// <summary>A word without quotes, which may mean a number.</summary>
    public bool IsPlain => _node is YamlScalarNode { Style: ScalarStyle.Plain };

    /// <summary>Nothing is written here.</summary>
    public bool IsNull => _node is YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "~" or "null" };

    /// <summary>The items of a list.</summary>
    public IReadOnlyList<ManifestNode> Items() => _node is YamlSequenceNode list ? [.. list.Children.Select((child, at) => new ManifestNode(child, $"{Key}[{at}]"))] : throw Wrong("it must be a list");

    /// <summary>The text of this place.</summary>
    public string Text() => _node is YamlScalarNode { Value: { } text } ? text : throw Wrong("it must be a text");

    private string Below(string key) => Key.Length == 0 ? key : $"{Key}.{key}";

    private string Name(YamlNode key) => key is YamlScalarNode { Value: { } name } ? name : throw Wrong("a key must be a text");
}
