using System.Collections.Immutable;

namespace SesamTalk.Engine.Connectors.Rest;

/// <summary>The webhooks of a manifest.</summary>
internal static class ManifestWebhooks
{
    /// <summary>What the system tells, and how it proves that it does.</summary>
    public static RestWebhooks Read(ManifestNode node, ManifestNode root, ManifestPlaces settings)
    {
        node.Knows("verify", "items", "event", "eventHeader", "id", "events", "register", "unregister");
        if (node.Find("event") is not null && node.Find("eventHeader") is not null) throw node.Need("eventHeader").Wrong("the event's name stands in the body (event) or in a header (eventHeader), not in both");
        var proof = Proof(node.Need("verify"));
        var entities = root.List("entities").Select(entity => entity.Need("name").Text()).ToList();
        var named = node.Find("event") is not null || node.Find("eventHeader") is not null;
        ImmutableArray<RestEvent> events = [.. node.Need("events").Members().Select(member => Event(member.Key, member.Value, entities))];
        if (events.IsEmpty) throw node.Need("events").Wrong("there must be one at least");
        if (!named && events.Length > 1) throw node.Need("events").Wrong("several events can only be told apart by “event” or “eventHeader”");
        var places = settings.And("secret.", "callback", "event");
        return new RestWebhooks
        {
            Proof = proof,
            ItemsPath = node.Text("items", ""),
            EventPath = node.Text("event", ""),
            EventHeader = node.Text("eventHeader", ""),
            IdPath = node.Need("id").Text(),
            Events = named ? events : [events[0] with { Name = "" }],
            Register = node.Find("register") is { } register ? Request(register.Knows("method", "path", "query", "headers", "body", "form", "accept", "subscription"), HttpMethod.Post, places) : null,
            SubscriptionPath = node.Find("register")?.Text("subscription", "id") ?? "id",
            Unregister = node.Find("unregister") is { } unregister ? Request(unregister.Knows("method", "path", "query", "headers", "accept", "notFound"), HttpMethod.Delete, settings.And("subscription")) : null,
        };
    }

    private static RestOperation Request(ManifestNode node, HttpMethod method, ManifestPlaces places) => ManifestOperations.Common(node, method, places);

    private static RestProof Proof(ManifestNode node)
    {
        node.Knows("kind", "header", "prefix", "encoding", "secret", "signed", "timestampHeader", "toleranceSeconds");
        node.Need("kind");
        var isBase64 = node.Text("encoding", "hex") switch
        {
            "hex" => false,
            "base64" => true,
            var other => throw node.Need("encoding").Wrong($"“{other}” is none of hex, base64"),
        };
        var timestamp = node.Text("timestampHeader", "");
        var signed = new ManifestPlaces(timestamp.Length > 0 ? ["body", "timestamp"] : ["body"]);
        var kind = node.OneOf("kind", RestProofKind.HmacSha256);
        var template = node.Find("signed") is { } text ? signed.Text(text) : Placeholders.Parse("{body}");
        if (!template.Names.Contains("body")) throw node.Need("signed").Wrong("it must say {body}: a signature that does not cover the body proves nothing");
        if (kind == RestProofKind.Path && node.Find("header") is { } header) throw header.Wrong("with kind path the secret stands at the end of the address, and no header is looked at");
        if (timestamp.Length > 0 && kind is not (RestProofKind.Token or RestProofKind.Path) && !template.Names.Contains("timestamp")) throw node.Need("timestampHeader").Wrong("“signed” must say {timestamp} too, or anybody could renew an old delivery");
        return new(kind, kind == RestProofKind.Path ? "" : node.Need("header").Text(), node.Text("prefix", ""), isBase64, ManifestAuth.Secret(node, "secret", "webhookSecret"), template, timestamp, TimeSpan.FromSeconds(node.Number("toleranceSeconds", 300, 1, 86_400)));
    }

    private static RestEvent Event(string name, ManifestNode node, List<string> entities)
    {
        var (entity, deletes) = node.IsMapping ? (node.Knows("entity", "deleted").Need("entity"), node.Flag("deleted")) : (node, false);
        return entities.Contains(entity.Text()) ? new(name, entity.Text(), deletes) : throw entity.Wrong($"there is no entity {entity.Text()}");
    }
}
