using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace SesamTalk.Tests.Conformance.Rest;

/// <summary>The sign-in of a test server.</summary>
internal sealed class ShapedGate(ServerShape shape)
{
    private int _given;
    private int _refreshed;

    public bool IsRevoked { get; set; }

    /// <summary>The answer of the token's address; null for every other place.</summary>
    public ShapedAnswer? Token(HttpContext http, string body)
    {
        var form = QueryHelpers.ParseQuery(body);
        return (shape.SignIn, http.Request.Path.Value) switch
        {
            (ServerSignIn.ClientCredentials, "/token") => Given(form["grant_type"] == "client_credentials" && form["scope"] == "read write" && http.Request.Headers.Authorization == Basic("client-id:client-secret"), new JsonObject()),
            (ServerSignIn.RefreshToken, "/token") => Refreshed(form["grant_type"] == "refresh_token" && form["client_id"] == "client-id" && form["client_secret"] == "client-secret" && form["refresh_token"] == $"refresh-{_refreshed}"),
            (ServerSignIn.TokenExchange, "/session") => IsRevoked || http.Request.Query["consumer"] != "consumer-token" || http.Request.Query["employee"] != "employee-token" ? ShapedAnswer.Of(401)
                : ShapedAnswer.Of(200, new JsonObject { ["value"] = new JsonObject { ["token"] = $"token-{++_given}", ["ends"] = DateTimeOffset.UtcNow.AddDays(1).ToString("O") } }),
            _ => null,
        };
    }

    /// <summary>Whether a request may pass.</summary>
    public bool IsOpen(HttpContext http)
    {
        var said = http.Request.Headers.Authorization.ToString();
        return !IsRevoked && shape.SignIn switch
        {
            ServerSignIn.None => true,
            ServerSignIn.Basic => said == Basic("basic-user:basic-password"),
            ServerSignIn.Bearer => said == "Bearer plain-key",
            ServerSignIn.KeyInHeader => http.Request.Headers["X-Key"] == "plain-key",
            ServerSignIn.KeyInQuery => http.Request.Query["api_key"].Count == 1 && http.Request.Query["api_key"] == "plain-key",
            ServerSignIn.ClientCredentials or ServerSignIn.RefreshToken => _given > 0 && said == $"Bearer token-{_given}",
            ServerSignIn.TokenExchange => _given > 0 && said == Basic($"0:token-{_given}"),
        };
    }

    private ShapedAnswer Refreshed(bool fits)
    {
        var answer = Given(fits, new JsonObject { ["refresh_token"] = $"refresh-{_refreshed + 1}" });
        if (answer.Status == 200) _refreshed++;
        return answer;
    }

    private ShapedAnswer Given(bool fits, JsonObject more)
    {
        if (!fits || IsRevoked) return ShapedAnswer.Of(400, new JsonObject { ["error"] = "invalid_grant" });
        more["access_token"] = $"token-{++_given}";
        more["expires_in"] = 3600;
        return ShapedAnswer.Of(200, more);
    }

    private static string Basic(string pair) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(pair));
}
