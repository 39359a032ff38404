using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using SesamTalk.Web.Sandbox.Kit;

namespace SesamTalk.Web.Sandbox.PowerOfficeGo;

/// <summary>
/// The way in: subscription key and rate first (the gateway), then the token, then the privilege. The keys open the demo environment only.
/// Tokens are signed with their expiry, so that they survive a restart.
/// </summary>
internal sealed class GoGate(SandboxState state, SandboxGoKeys keys)
{
    public const string Demo = "demo";
    private const int LifetimeSeconds = 1200;

    public Reply Token(Ask ask, string environment)
    {
        Gateway(ask);
        if (ask.MediaType != "application/x-www-form-urlencoded") return Refused("invalid_request", "The body must be a form.");
        var form = QueryHelpers.ParseQuery(ask.Text);
        if (!form.TryGetValue("grant_type", out var grant) || grant != "client_credentials")
            return Refused("unsupported_grant_type", "Only client_credentials is supported.");
        if (environment != Demo || state.Dials.KeyRevoked || !Same(ask.Header("Authorization"), Basic()))
            return Refused("invalid_client", "Unknown application key or client key.");
        var expires = state.Clock.Now.AddSeconds(LifetimeSeconds);
        return new Reply(200, new JsonObject
        {
            ["access_token"] = Sign(environment, expires),
            ["token_type"] = "bearer",
            ["expires_in"] = LifetimeSeconds,
        });
    }

    /// <summary>Lets a call pass or refuses it. No roles: any token will do.</summary>
    public void Check(Ask ask, string environment, string[] roles, bool writes)
    {
        Gateway(ask);
        var token = ask.Header("Authorization") is { } header && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header[7..].Trim() : "";
        if (!IsGood(token, environment) || state.Dials.KeyRevoked)
            throw new SandboxRefusal(new Reply(401) { Headers = new Dictionary<string, string> { ["WWW-Authenticate"] = "Bearer error=\"invalid_token\"" } });
        if (state.Dials.Privileges is not { } held || roles.Length == 0) return;
        if (!roles.Any(role => held.Contains(role + "_Full") || (!writes && held.Contains(role))))
            throw GoRefusals.Problem(403, "Forbidden", $"The client lacks the privilege {string.Join(" or ", roles.Select(role => writes ? role + "_Full" : role))}.");
    }

    private void Gateway(Ask ask)
    {
        var key = ask.Header("Ocp-Apim-Subscription-Key") ?? ask.Query("subscription-key");
        if (key is null) throw GoRefusals.Gateway(401, "Access denied due to missing subscription key. Make sure to include subscription key when making requests to an API.");
        if (!Same(key, keys.SubscriptionKey)) throw GoRefusals.Gateway(401, "Access denied due to invalid subscription key. Make sure to provide a valid key for an active subscription.");
        if (!state.Limiter.Admit(key, state.Dials.RequestsPerSecond, state.Clock.Now)) throw GoRefusals.TooMany();
    }

    private string Sign(string environment, DateTimeOffset expires)
    {
        var claim = $"{environment}.{expires.UtcTicks.ToString(CultureInfo.InvariantCulture)}";
        var mark = HMACSHA256.HashData(Encoding.UTF8.GetBytes(keys.ApplicationKey + "\n" + keys.ClientKey), Encoding.UTF8.GetBytes(claim));
        return $"{WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(claim))}.{WebEncoders.Base64UrlEncode(mark)}";
    }

    private bool IsGood(string token, string environment)
    {
        var claim = Claim(token.Split('.')[0]).Split('.');
        if (claim is not [var realm, var text] || realm != environment) return false;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) || ticks > DateTimeOffset.MaxValue.UtcTicks) return false;
        var expires = new DateTimeOffset(ticks, TimeSpan.Zero);
        return Same(token, Sign(environment, expires)) && state.Clock.Now < expires;
    }

    private static string Claim(string coded)
    {
        try
        {
            return Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(coded));
        }
        catch (FormatException)
        {
            return "";
        }
    }

    private string Basic() => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{keys.ApplicationKey}:{keys.ClientKey}"));

    private static bool Same(string? given, string wanted) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given ?? ""), Encoding.UTF8.GetBytes(wanted));

    private static Reply Refused(string error, string description) =>
        new(400, new JsonObject { ["error"] = error, ["error_description"] = description });
}
