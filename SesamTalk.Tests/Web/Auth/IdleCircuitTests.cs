using Microsoft.Extensions.Options;
using SesamTalk.Tests.Web.Jobs;
using SesamTalk.Web.Auth;
using Shouldly;

namespace SesamTalk.Tests.Web.Auth;

public sealed class IdleCircuitTests
{
    private readonly HandClock _clock = new();
    private int _over;

    [Fact]
    public async Task A_page_that_lies_open_for_too_long_is_nobodys_and_stays_so()
    {
        using var page = await PageAsync(isOpenHouse: false);
        for (var hour = 0; hour < 20; hour++)
        {
            _clock.Advance(TimeSpan.FromHours(1));
            page.Touch();
        }

        (page.IsOver, _over).ShouldBe((false, 0));
        _clock.Advance(TimeSpan.FromHours(1.9));
        page.IsOver.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromHours(0.1));
        (page.IsOver, _over).ShouldBe((true, 1));
        page.Touch();
        (page.IsOver, _over).ShouldBe((true, 2));
    }

    [Fact]
    public async Task A_demo_that_asks_for_nothing_may_lie_open()
    {
        using var page = await PageAsync(isOpenHouse: true);
        _clock.Advance(TimeSpan.FromDays(3));
        (page.IsOver, _over).ShouldBe((false, 0));
    }

    private async Task<IdleCircuit> PageAsync(bool isOpenHouse)
    {
        var page = new IdleCircuit(Options.Create(new AuthOptions { IdleHours = 2 }), new OpenHouse { IsOpen = isOpenHouse }, _clock);
        page.Over += () => _over++;
        await page.OnCircuitOpenedAsync(null!, CancellationToken.None);
        return page;
    }
}
