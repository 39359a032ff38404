using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Web.Api;
using SesamTalk.Web.Auth;
using Shouldly;

namespace SesamTalk.Tests.Web.Auth;

/// <summary>Reaching what lies beside the addresses: files, doors for others, pages by another spelling.</summary>
public sealed partial class AttackTests
{
    private static IEnumerable<KeyValuePair<string, Func<AttackGround, Task>>> Addresses => new Dictionary<string, Func<AttackGround, Task>>
    {
        ["a file above the site's files"] = async on => ShouldServeNothing(await on.RawPathAsync("/css/../../appsettings.json")),
        ["a file above the site's files, escaped"] = async on => ShouldServeNothing(await on.RawPathAsync("/css/%2e%2e/%2e%2e/SesamTalk.Web.csproj")),
        ["a file above the site's files, escaped twice"] = async on => ShouldServeNothing(await on.RawPathAsync("/css/%252e%252e%252fSesamTalk.Web.csproj")),
        ["a file above the site's files, with the other slash"] = async on => ShouldServeNothing(await on.RawPathAsync("/css/..\\..\\SesamTalk.Web.csproj")),
        ["the database as a file"] = async on => ShouldBeLedToTheSignIn(await on.GetAsync(Role.Nobody, "/sesamtalk.db")),
        ["the keys as files"] = async on => (await on.GetAsync(Role.Admin, "/keys/")).StatusCode.ShouldBe(HttpStatusCode.NotFound),
        ["a page by a capital spelling"] = async on => (await on.GetAsync(Role.Viewer, "/USERS")).StatusCode.ShouldBe(HttpStatusCode.Forbidden),
        ["a page by an escaped spelling"] = async on => (await on.GetAsync(Role.Viewer, "/%75sers")).StatusCode.ShouldBe(HttpStatusCode.Forbidden),
        ["a page by a slash too many"] = async on => (await on.GetAsync(Role.Viewer, "/users/")).StatusCode.ShouldBe(HttpStatusCode.Forbidden),
        ["a page by another method"] = async on => (await on.AskAsync(Role.Viewer, HttpMethod.Post, "/users", new FormUrlEncodedContent([]))).StatusCode.ShouldBe(HttpStatusCode.Forbidden),
        ["a page by a method in a header"] = async on => ShouldBeLedToTheSignIn(await on.GetAsync(Role.Nobody, "/users", ("X-HTTP-Method-Override", "HEAD"), ("X-Original-URL", "/sign-in"), ("X-Rewrite-URL", "/sign-in"))),
        ["deleting a page"] = async on => (await on.AskAsync(Role.Admin, HttpMethod.Delete, "/users")).StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed),
        ["the audit as a file, as an operator"] = async on => (await on.GetAsync(Role.Operator, "/audit/audit.csv")).StatusCode.ShouldBe(HttpStatusCode.Forbidden),
        ["the status page as a way past the policies"] = async on => await ShouldHoldNothingAsync(await on.GetAsync(Role.Nobody, "/not-found?status=200"), "talk-nav"),
        ["the verbs' door without its token"] = async on => (await on.AskAsync(Role.Admin, HttpMethod.Post, "/_talk/do/status", Body("null"))).StatusCode.ShouldBe(HttpStatusCode.NotFound),
        ["the verbs' door with a made-up token"] = async on => (await on.AskAsync(Role.Nobody, HttpMethod.Post, "/_talk/do/user", Body("null"), ("Authorization", "Bearer " + new string('A', 64)))).StatusCode.ShouldBe(HttpStatusCode.NotFound),
        ["the verbs' door with a person's token"] = async on => (await on.AskAsync(Role.Nobody, HttpMethod.Post, "/_talk/do/user", Body("null"), ("Authorization", "Bearer " + await TokenAsync(on)))).StatusCode.ShouldBe(HttpStatusCode.NotFound),
        ["the verbs' token on a page"] = async on => (await on.GetAsync(Role.Nobody, "/users", ("Authorization", "Bearer " + on.Site.App.Services.GetRequiredService<LoopbackToken>().Value))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized),
        ["telling as a system that is not there"] = async on => (await on.AskAsync(Role.Nobody, HttpMethod.Post, "/hooks/nobody", Body("{}"))).StatusCode.ShouldBe(HttpStatusCode.NotFound),
        ["telling more than a system may"] = async on => (await on.AskAsync(Role.Nobody, HttpMethod.Post, "/hooks/nobody", new ByteArrayContent(new byte[300 * 1024]))).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge),
        ["a run that is nobody's, as a file"] = async on => (await on.GetAsync(Role.Viewer, $"/runs/{Guid.Empty}/writes.csv")).StatusCode.ShouldBe(HttpStatusCode.NotFound),
    };

    private static void ShouldServeNothing(string answer)
    {
        answer.Split('\r')[0].ShouldNotContain(" 200 ");
        answer.ShouldNotContain("ConnectionStrings");
        answer.ShouldNotContain("PackageReference");
    }
}
