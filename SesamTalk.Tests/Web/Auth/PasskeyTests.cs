using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Auth.Accounts;
using Shouldly;

namespace SesamTalk.Tests.Web.Auth;

/// <summary>Answers of a passkey that its device gave, that were heard on the way, and that were given to another question.</summary>
public sealed class PasskeyTests(GuardedSite site) : IClassFixture<GuardedSite>
{
    private readonly ECDsa _device = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _id = RandomNumberGenerator.GetBytes(16);
    private string _owner = "";

    [Fact]
    public async Task An_answer_signs_in_once_also_where_the_device_counts_nothing_and_a_second_time_it_is_refused_and_kept_in_the_audit()
    {
        using var browser = await OwnerAsync("passkey-owner");
        var (answer, asked) = await AnswerAsync(browser.Client);
        (await SendAsync(browser.Client, answer)).ShouldBe(HttpStatusCode.NoContent);
        // Heard on the way, with all that the browser sent.
        using var thief = site.App.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = false });
        thief.DefaultRequestHeaders.Add("Cookie", asked);
        (await SendAsync(thief, answer)).ShouldBe(HttpStatusCode.BadRequest);
        (await SendAsync(thief, answer.Replace("\"type\"", " \"type\"", StringComparison.Ordinal))).ShouldBe(HttpStatusCode.BadRequest);
        (await site.AuditAsync(3)).Select(entry => entry.Act).ShouldBe(["sign-in.wrong", "sign-in.wrong", "sign-in"]);
    }

    [Theory]
    [InlineData("another site")]
    [InlineData("another question")]
    [InlineData("another key")]
    [InlineData("nobody was asked for")]
    public async Task An_answer_that_is_not_to_this_question_is_refused(string how)
    {
        using var browser = await OwnerAsync("passkey-" + how.Replace(' ', '-'));
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (answer, _) = await AnswerAsync(browser.Client, how == "another site" ? "https://elsewhere.example" : "http://localhost", how == "another question" ? "AAAA" : null, how == "another key" ? stranger : _device, how == "nobody was asked for" ? (byte)0x01 : (byte)0x05);
        (await SendAsync(browser.Client, answer)).ShouldBe(HttpStatusCode.BadRequest);
        (await site.AuditAsync(1))[0].Act.ShouldBe("sign-in.wrong");
    }

    private async Task<Browsing> OwnerAsync(string name)
    {
        var account = await site.AccountAsync(name, Role.Viewer);
        _owner = account.Id;
        var key = _device.ExportParameters(false).Q;
        // What a device says of its key, in its own form: elliptic, SHA-256, P-256, and the point.
        byte[] cose = [0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20, .. key.X!, 0x22, 0x58, 0x20, .. key.Y!];
        await using var scope = site.App.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        (await users.AddOrUpdatePasskeyAsync((await users.FindByIdAsync(account.Id))!, new UserPasskeyInfo(_id, cose, DateTimeOffset.UtcNow, 0, [], true, false, false, [], []))).Succeeded.ShouldBeTrue();
        await site.App.Services.GetRequiredService<AccountWatch>().RefreshAsync(CancellationToken.None);
        return new Browsing(site.App);
    }

    // As a device signs it: whose site, that the person was there, no count; and the hash of what the browser says.
    private async Task<(string Answer, string Cookie)> AnswerAsync(HttpClient browser, string origin = "http://localhost", string? challenge = null, ECDsa? device = null, byte flags = 0x05)
    {
        using var body = new StringContent("{}", Encoding.UTF8, "application/json");
        using var options = await browser.PostAsync("/sign-in/passkey/options", body);
        var asked = JsonNode.Parse(await options.Content.ReadAsStringAsync())!["challenge"]!.ToString();
        var client = Encoding.UTF8.GetBytes($$"""{"type":"webauthn.get","challenge":"{{challenge ?? asked}}","origin":"{{origin}}","crossOrigin":false}""");
        byte[] data = [.. SHA256.HashData("localhost"u8), flags, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt32BigEndian(data.AsSpan(33), 0);
        var signature = (device ?? _device).SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        var answer = new JsonObject
        {
            ["id"] = WebEncoders.Base64UrlEncode(_id), ["rawId"] = WebEncoders.Base64UrlEncode(_id), ["type"] = "public-key", ["clientExtensionResults"] = new JsonObject(),
            ["response"] = new JsonObject { ["clientDataJSON"] = WebEncoders.Base64UrlEncode(client), ["authenticatorData"] = WebEncoders.Base64UrlEncode(data), ["signature"] = WebEncoders.Base64UrlEncode(signature), ["userHandle"] = WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(_owner)) },
        };
        return (answer.ToJsonString(), string.Join("; ", options.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0])));
    }

    private static async Task<HttpStatusCode> SendAsync(HttpClient client, string credential)
    {
        using var body = new StringContent(new JsonObject { ["credential"] = credential }.ToJsonString(), Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in/passkey") { Content = body, Headers = { { "Origin", "http://localhost" } } };
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }
}
