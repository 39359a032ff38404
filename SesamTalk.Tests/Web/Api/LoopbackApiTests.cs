using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using SesamTalk.Engine.Storage;
using Shouldly;

namespace SesamTalk.Tests.Web.Api;

public sealed class LoopbackApiTests : IDisposable
{
    private readonly WebApp _site = WebApp.OnKestrel();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0000")]
    public async Task Without_the_token_nothing_is_there(string? token)
    {
        foreach (var route in new[] { "do/status", "sync" })
        {
            using var answer = await AskAsync(route, token, new { dataflowId = "shop" });
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await answer.Content.ReadAsStringAsync()).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task With_the_token_of_the_data_folder_work_is_done()
    {
        var owner = FolderOwner.Of(_site.DataFolder).ShouldNotBeNull();
        owner.Address!.Port.ShouldBe(_site.Address.Port);
        using var answer = await AskAsync("do/status", owner.Token, new { });
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("exit").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task Work_of_another_version_is_refused_in_words()
    {
        using var answer = await AskAsync("do/fly", FolderOwner.Of(_site.DataFolder)!.Token, new { });
        var said = await answer.Content.ReadFromJsonAsync<JsonElement>();
        (said.GetProperty("exit").GetInt32(), said.GetProperty("error").GetString()!.Contains("version")).ShouldBe((2, true));
    }

    public void Dispose() => _site.Dispose();

    private async Task<HttpResponseMessage> AskAsync<T>(string route, string? token, T body)
    {
        using var server = new HttpClient { BaseAddress = _site.Address };
        using var question = new HttpRequestMessage(HttpMethod.Post, $"{FolderOwner.Route}/{route}") { Content = JsonContent.Create(body) };
        if (token is not null) question.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await server.SendAsync(question);
    }
}
