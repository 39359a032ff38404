using Bunit;
using SesamTalk.Web.Components.Shared;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Web.Components.Shared;

public sealed class TalkPageTests : TalkComponentTest
{
    [Fact]
    public async Task Leaving_a_page_cancels_what_it_was_loading()
    {
        var page = Render<Probe>().Instance;
        var load = page.Load();
        await DisposeComponentsAsync();
        await load;
        page.Tokens.Single().IsCancellationRequested.ShouldBeTrue();
        page.Reference.ShouldBeNull();
    }

    [Fact]
    public async Task A_newer_load_cancels_the_one_before()
    {
        var page = Render<Probe>().Instance;
        var first = page.Load();
        var second = page.Load();
        await first;
        page.Tokens[0].IsCancellationRequested.ShouldBeTrue();
        page.Tokens[1].IsCancellationRequested.ShouldBeFalse();
        page.Busy.ShouldBeTrue();
        await DisposeComponentsAsync();
        await second;
    }

    [Fact]
    public async Task A_load_that_fails_becomes_a_reference_and_not_an_exception()
    {
        var page = Render<Probe>().Instance;
        await page.Fail();
        page.Reference!.ShouldStartWith("ST-");
        page.Busy.ShouldBeFalse();
    }

    private sealed class Probe : TalkPage
    {
        public List<CancellationToken> Tokens { get; } = [];

        public bool Busy => Loading;

        public string? Reference => FailedReference;

        public Task Load() => LoadAsync(async token =>
        {
            Tokens.Add(token);
            var never = new TaskCompletionSource();
            await using var _ = token.Register(() => never.TrySetCanceled(token));
            await never.Task;
        });

        public Task Fail() => LoadAsync(_ => throw new InvalidOperationException("planted"));
    }
}
