using System.Security.Cryptography;
using System.Text;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Records;
using Shouldly;

namespace SesamTalk.Tests.Engine.Connectors.Rest;

public sealed class WebhookTests
{
    private const string Secret = "webhook-secret";
    private const string Manifest = """
        name: Shop
        entities:
          - name: Orders
            id: id
            fields: { id: string }
            operations: { list: { path: /orders } }
        webhooks:
          verify: { kind: hmacSha256, header: X-Signature, prefix: "sha256=", signed: "{timestamp}.{body}", timestampHeader: X-At }
          items: events
          event: type
          id: data.id
          events: { changed: Orders, deleted: { entity: Orders, deleted: true } }
          register: { path: /hooks, body: { url: "{callback}", on: "{event}", key: "{secret.webhookSecret}" }, subscription: hook.id }
          unregister: { path: "/hooks/{subscription}" }
        """;

    private static readonly DateTimeOffset Now = new(2024, 5, 1, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_signed_delivery_becomes_hints_and_never_values()
    {
        using var scene = Scene();
        scene.Connector.Read(Signed("""{"events":[{"type":"changed","data":{"id":"7","total":9}},{"type":"changed","data":{"id":"7"}},{"type":"deleted","data":{"id":8}},{"type":"strange","data":{}}]}"""))
            .ShouldBeOfType<WebhookVerdict.Genuine>().Hints.ShouldBe([new RecordHint("Orders", new RecordId("7"), false), new RecordHint("Orders", new RecordId("8"), true)]);
        scene.Asked.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("no header"), InlineData("other secret"), InlineData("other body"), InlineData("no prefix"), InlineData("old"), InlineData("other moment"), InlineData("no moment")]
    public void What_is_not_signed_by_the_secret_over_this_body_and_moment_is_refused(string how)
    {
        using var scene = Scene();
        var good = Signed("""{"events":[]}""");
        var headers = new Dictionary<string, string>(good.Headers);
        var bad = how switch
        {
            "no header" => good with { Headers = Without(headers, "X-Signature") },
            "other secret" => Signed("""{"events":[]}""", secret: "another"),
            "other body" => good with { Body = "{\"events\":[ ]}"u8.ToArray() },
            "no prefix" => good with { Headers = With(headers, "X-Signature", headers["X-Signature"][7..]) },
            "old" => good with { At = Now.AddMinutes(6) },
            "other moment" => good with { Headers = With(headers, "X-At", $"{Now.ToUnixTimeSeconds() + 1}") },
            _ => good with { Headers = Without(headers, "X-At") },
        };
        scene.Connector.Read(good).ShouldBeOfType<WebhookVerdict.Genuine>();
        scene.Connector.Read(bad).ShouldBeOfType<WebhookVerdict.Refused>().Reason.ShouldNotContain(Secret);
    }

    [Theory]
    [InlineData("not json"), InlineData("""{"other":1}"""), InlineData("""{"events":[{"type":"changed","data":{}}]}""")]
    public void A_genuine_delivery_that_makes_no_sense_is_told_from_one_that_tells_nothing(string body)
    {
        using var scene = Scene();
        scene.Connector.Read(Signed(body)).ShouldBeOfType<WebhookVerdict.NotUnderstood>();
    }

    [Fact]
    public async Task Each_event_is_asked_for_and_half_a_set_is_taken_back()
    {
        var made = 0;
        using var scene = Scene(request => request.Method == HttpMethod.Delete ? new(System.Net.HttpStatusCode.NoContent) : ++made == 2 ? new(System.Net.HttpStatusCode.BadRequest) : RestScene.Json($$$"""{"hook":{"id":{{{made}}}}}"""));
        (await scene.Connector.SubscribeAsync(new("https://talk.example/hook"), default)).Error.ShouldBeOfType<ConnectorError.Rejected>();
        scene.Asked.ShouldBe([
            """POST /v1/hooks {"url":"https://talk.example/hook","on":"changed","key":"webhook-secret"}""",
            """POST /v1/hooks {"url":"https://talk.example/hook","on":"deleted","key":"webhook-secret"}""",
            "DELETE /v1/hooks/1"]);
        (await scene.Connector.SubscribeAsync(new("https://talk.example/hook"), default)).Value!.Ids.ShouldBe(["3", "4"]);
    }

    private static RestScene Scene(Func<HttpRequestMessage, HttpResponseMessage>? answer = null) => new(Manifest, answer ?? (_ => RestScene.Json("{}")), ("webhookSecret", Secret));

    private static WebhookDelivery Signed(string body, string secret = Secret)
    {
        var at = $"{Now.ToUnixTimeSeconds()}";
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{at}.{body}")));
        return new(new Dictionary<string, string> { ["x-signature"] = "sha256=" + signature, ["X-At"] = at }.ToDictionary(pair => pair.Key == "x-signature" ? "X-Signature" : pair.Key, pair => pair.Value), Encoding.UTF8.GetBytes(body), Now);
    }

    private static Dictionary<string, string> With(Dictionary<string, string> headers, string name, string value)
    {
        headers[name] = value;
        return headers;
    }

    private static Dictionary<string, string> Without(Dictionary<string, string> headers, string name)
    {
        headers.Remove(name);
        return headers;
    }
}
