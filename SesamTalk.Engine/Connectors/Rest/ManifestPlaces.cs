using System.Collections.Immutable;
using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Reasons;

namespace SesamTalk.Engine.Connectors.Rest;

/// <summary>The names that may be filled in at a place of a manifest, and how its texts, pairs and bodies are read by them.</summary>
/// <param name="Names">The names; one that ends with a full stop stands for all that begin so.</param>
internal sealed record ManifestPlaces(ImmutableArray<string> Names)
{
    private const int MostSaid = 14;

    /// <summary>These, and more.</summary>
    public ManifestPlaces And(params IEnumerable<string> more) => new([.. Names, .. more]);

    /// <summary>A text with places; a name that is not known here is refused.</summary>
    public Placeholders Text(ManifestNode node) => Text(node, node.Text());

    /// <summary>A text that belongs to a node (its key, say).</summary>
    public Placeholders Text(ManifestNode node, string text)
    {
        try
        {
            var template = Placeholders.Parse(text);
            return template.Names.FirstOrDefault(name => !Knows(name)) is { } stranger ? throw node.Wrong(Refusal(stranger)) : template;
        }
        catch (FormatException wrong)
        {
            throw node.Wrong(UnfitException.WhyOf(wrong));
        }
    }

    /// <summary>Names with texts, as headers and forms are.</summary>
    public ImmutableArray<(string Name, Placeholders Value)> Pairs(ManifestNode? node) => node is null ? [] : [.. node.Members().Select(pair => (pair.Key, Text(pair.Value)))];

    /// <summary>A body: mappings and lists of texts; <c>literal</c> alone in a mapping is a text without places.</summary>
    public RestBody Body(ManifestNode node)
    {
        if (node.IsMapping)
        {
            var members = node.Members();
            if (members is [{ Key: "literal" } only]) return new RestBody.Words(Placeholders.Literal(only.Value.Text()));
            return new RestBody.Mapping([.. members.Select(member => (member.Key, Body(member.Value)))]);
        }

        if (node.IsList) return new RestBody.Sequence([.. node.Items().Select(Body)]);
        return node.IsPlain && Constant(node) is { } constant ? constant : new RestBody.Words(Text(node));
    }

    private static RestBody.Constant? Constant(ManifestNode node) => node.IsNull ? new RestBody.Constant(null) : node.Text() switch
    {
        "true" => new RestBody.Constant(true),
        "false" => new RestBody.Constant(false),
        var text when long.TryParse(text, out var whole) => new RestBody.Constant(whole),
        var text when decimal.TryParse(text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var number) => new RestBody.Constant(number),
        _ => null,
    };

    private bool Knows(string name) => Names.Any(known => known == name || (known.EndsWith('.') && name.StartsWith(known, StringComparison.Ordinal)));

    private Reason Refusal(string stranger)
    {
        if (Names.IsEmpty) return (Wording)$"nothing can be filled in here, and {"{" + stranger + "}"} asks for it";
        var near = Names.Where(name => name.Split('.')[0] == stranger.Split('.')[0]).ToList() is { Count: > 0 } alike ? alike : [.. Names];
        return (Wording)$"{"{" + stranger + "}"} is not known here; there are {string.Join(", ", near.Take(MostSaid).Select(name => name.EndsWith('.') ? $"{{{name}…}}" : $"{{{name}}}")) + (near.Count > MostSaid ? " …" : "")}";
    }
}
