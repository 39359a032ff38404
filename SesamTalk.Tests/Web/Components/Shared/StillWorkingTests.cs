using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Tests.Web.Jobs;
using SesamTalk.Web.Components.Shared;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Web.Components.Shared;

public sealed class StillWorkingTests : TalkComponentTest
{
    [Fact]
    public void It_says_whom_it_asks_and_after_eight_seconds_that_it_is_still_at_it_with_a_way_out()
    {
        var clock = new HandClock();
        Services.AddSingleton<TimeProvider>(clock);
        var stopped = 0;
        var part = Render<StillWorking>(parameters => parameters.Add(one => one.Whom, ["PowerOffice Go", "CRM"]).Add(one => one.OnCancel, () => stopped++));
        part.Find("[data-asking]").TextContent.Trim().ShouldBe("Asking PowerOffice Go and CRM …");
        part.FindAll("button").ShouldBeEmpty();
        clock.Advance(StillWorking.Patience);
        part.WaitForElement("button").TextContent.ShouldBe("Stop waiting");
        part.Find("[data-asking]").TextContent.ShouldContain("Still working – asking PowerOffice Go and CRM");
        part.Find("button").Click();
        stopped.ShouldBe(1);
    }
}
