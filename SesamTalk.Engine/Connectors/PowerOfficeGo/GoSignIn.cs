using SesamTalk.Engine.Connectors.Wire;

namespace SesamTalk.Engine.Connectors.PowerOfficeGo;

/// <summary>Every call carries the client's token and the subscription key.</summary>
internal sealed class GoSignIn(PowerOfficeGoSettings settings, GoToken token, Courier tokenCourier) : ISignIn
{
    public const string SubscriptionHeader = "Ocp-Apim-Subscription-Key";

    public async Task<ConnectorError?> SignAsync(HttpRequestMessage message, CancellationToken cancellation)
    {
        if (!(await token.GetAsync(settings, tokenCourier, cancellation)).Is(out var text, out var error)) return error;
        message.Headers.Authorization = new("Bearer", text);
        message.Headers.TryAddWithoutValidation(SubscriptionHeader, settings.SubscriptionKey);
        return null;
    }

    public bool Renew(HttpRequestMessage refused)
    {
        token.Forget(refused.Headers.Authorization?.Parameter ?? "");
        return true;
    }

    public string Scrub(string text) => new GoTokenSignIn(settings).Scrub(text);
}
