using System.Net;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Web;

public sealed class SiteTests(SiteTests.Site site) : IClassFixture<SiteTests.Site>
{
    public sealed class Site : IDisposable
    {
        public WebApp App { get; } = new();

        public void Dispose() => App.Dispose();
    }

    [Theory]
    [InlineData("/healthz", "ok")]
    [InlineData("/", "<h1")]
    [InlineData("/css/palette.css", "light-dark")]
    [InlineData("/favicon.svg", "<svg")]
    [InlineData("/js/talk.js", "talk")]
    [InlineData("/_framework/blazor.web.js", "Blazor")]
    [InlineData("/_content/Radzen.Blazor/css/standard-base.css", "rz-")]
    public async Task Serves(string address, string part)
    {
        var response = await site.App.CreateClient().GetAsync(address);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).ShouldContain(part);
    }

    [Theory]
    [InlineData("nb", "Dataflyter")]
    [InlineData("no,en;q=0.5", "Dataflyter")]
    [InlineData("en-US", "Dataflows")]
    [InlineData("sv", "Dataflows")]
    public async Task The_browsers_language_is_used_until_another_is_chosen(string wished, string title)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/dataflows");
        request.Headers.Add("Accept-Language", wished);
        var page = await (await site.App.CreateClient().SendAsync(request)).Content.ReadAsStringAsync();
        page.ShouldContain(title + "</h1>");
    }

    [Fact]
    public async Task Choosing_a_language_never_leads_off_the_site()
    {
        var client = site.App.CreateClient(new() { AllowAutoRedirect = false });
        var response = await client.GetAsync("/language/nb-NO?back=//elsewhere.example");
        response.Headers.Location!.ToString().ShouldBe("/");
    }
}
