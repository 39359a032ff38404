using System.Collections.Immutable;
using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Rest;

/// <summary>Reads a manifest; whatever cannot work is a <see cref="ManifestException"/> with line and key.</summary>
internal static class ManifestReader
{
    /// <summary>The manifest of a YAML text.</summary>
    public static RestManifest Read(string yaml)
    {
        var root = ManifestNode.Parse(yaml).Knows("name", "baseUrl", "parameters", "headers", "auth", "rateLimit", "readLagSeconds", "errors", "entities", "webhooks");
        var parameters = root.Find("parameters") is { } declared ? declared.Members().Select(parameter => Parameter(parameter.Key, parameter.Value)).ToImmutableArray() : [];
        var settings = new ManifestPlaces([.. parameters.Select(parameter => $"param.{parameter.Name}")]);
        return new RestManifest
        {
            Name = root.Need("name").Text(),
            BaseUrl = root.Find("baseUrl") is { } url ? Address(url, settings) : Placeholders.Parse("{baseAddress}"),
            Parameters = parameters,
            Headers = settings.And("secret.").Pairs(root.Find("headers")),
            Auth = ManifestAuth.Read(root.Find("auth"), settings.And("baseAddress")),
            Rate = Rate(root.Find("rateLimit")),
            ReadLag = TimeSpan.FromSeconds(root.Number("readLagSeconds", 0, 0, 3600)),
            Errors = Errors(root.Find("errors")),
            Entities = ManifestEntities.Read(root, settings),
            Webhooks = root.Find("webhooks") is { } hooks ? ManifestWebhooks.Read(hooks, root, settings) : null,
        };
    }

    // Any setting of the system may stand in its address, by its bare name; the declared ones also as everywhere else.
    private static Placeholders Address(ManifestNode node, ManifestPlaces settings) => settings.And(Bare(node)).Text(node);

    private static IEnumerable<string> Bare(ManifestNode node)
    {
        try
        {
            return Placeholders.Parse(node.Text()).Names.Where(name => !name.Contains('.'));
        }
        catch (FormatException wrong)
        {
            throw node.Wrong(UnfitException.WhyOf(wrong));
        }
    }

    private static RestParameter Parameter(string name, ManifestNode node)
    {
        if (name.Length == 0 || !name.All(c => char.IsLetterOrDigit(c) || c is '_')) throw node.Wrong("a parameter's name is made of letters and digits");
        if (node.IsNull) return new(name, null, name);
        if (!node.IsMapping) return new(name, node.Text(), name);
        node.Knows("default", "label");
        return new(name, node.Find("default")?.Text(), node.Text("label", name));
    }

    private static RestRate Rate(ManifestNode? node)
    {
        if (node is null) return new();
        node.Knows("perSecond", "requests", "seconds", "parallel", "tries", "remainingHeader", "resetHeader");
        if (node.Find("requests") is null != node.Find("seconds") is null) throw node.Wrong("requests and seconds belong together (100 requests in 60 seconds)");
        if (node.Find("requests") is not null && node.Find("perSecond") is not null) throw node.Need("perSecond").Wrong("a limit is said by perSecond, or by requests and seconds, not by both");
        var perSecond = node.Find("requests") is null
            ? node.Number("perSecond", 0, 0, 10_000)
            : node.Number("requests", 0, 1, 10_000_000) / node.Number("seconds", 1, 0.1, 864_000);
        return new()
        {
            PerSecond = perSecond,
            Parallel = (int)node.Number("parallel", 0, 0, 64),
            Tries = (int)node.Number("tries", 4, 1, 10),
            RemainingHeader = node.Text("remainingHeader", ""),
            ResetHeader = node.Text("resetHeader", ""),
        };
    }

    private static RestErrors Errors(ManifestNode? node)
    {
        if (node is null) return new();
        node.Knows("message", "property", "inSuccess", "noError", "code", "transient", "notAllowed");
        foreach (var key in new[] { "noError", "transient", "notAllowed" })
            if (node.Find(key) is { } lonely && node.Find(key == "noError" ? "inSuccess" : "code") is null) throw lonely.Wrong(key == "noError" ? (Wording)"it needs “inSuccess”, the path that means an error" : (Wording)"it needs “code”, the path of the error's code");
        return new()
        {
            Message = node.Text("message", ""),
            Property = node.Text("property", ""),
            InSuccess = node.Text("inSuccess", ""),
            NoError = [.. node.Texts("noError")],
            Code = node.Text("code", ""),
            Transient = [.. node.Texts("transient")],
            NotAllowed = [.. node.Texts("notAllowed")],
        };
    }
}
