using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Tests.Web.Jobs;
using SesamTalk.Web.Components.Shared;
using Shouldly;

namespace SesamTalk.Tests.Web.Components.Shared;

public sealed class ToastTimeTests : TalkComponentTest
{
    private readonly HandClock _clock = new();

    public ToastTimeTests() => Services.AddSingleton<TimeProvider>(_clock);

    [Fact]
    public void A_note_goes_by_itself_when_it_has_been_there_for_long_and_not_while_somebody_is_on_it()
    {
        var toasts = Services.GetRequiredService<Toasts>();
        var region = Render<ToastRegion>();
        toasts.Show(new("The run was asked for."));
        region.WaitForAssertion(() => region.FindAll(".toast").Count.ShouldBe(1));
        _clock.Advance(ToastRegion.Stays - TimeSpan.FromSeconds(2));
        region.FindAll(".toast").Count.ShouldBe(1);

        region.Find(".toasts").MouseEnter();
        _clock.Advance(TimeSpan.FromMinutes(5));
        toasts.Shown.Count.ShouldBe(1);
        region.Find(".toasts").MouseLeave();
        _clock.Advance(TimeSpan.FromSeconds(2));
        region.WaitForAssertion(() => region.FindAll(".toast").ShouldBeEmpty());

        toasts.Show(new("Another one."));
        region.WaitForAssertion(() => region.FindAll(".toast").Count.ShouldBe(1));
        _clock.Advance(TimeSpan.FromSeconds(5));
        toasts.Shown.Count.ShouldBe(1); // each has a time of its own
    }
}
