using Bunit;
using SesamTalk.Engine.Sync;
using SesamTalk.Web.Components.Pages.Links;
using Shouldly;

namespace SesamTalk.Tests.Web.Pages.Links;

public sealed class LinkPropertiesTests : TalkComponentTest
{
    public static TheoryData<PropertyState, string> Words => new()
    {
        { PropertyState.Equal, "Equal" },
        { PropertyState.ToB, "Waiting: Go → CRM" },
        { PropertyState.ToA, "Waiting: CRM → Go" },
        { PropertyState.ToBoth, "Both will be written to" },
        { PropertyState.WaitsForRecord, "Waits for another record" },
        { PropertyState.Conflict, "Conflict" },
        { PropertyState.Rejected, "Refused" },
        { PropertyState.OnlyA, "Only in Go" },
        { PropertyState.OnlyB, "Only in CRM" },
        { PropertyState.NotSynced, "Not synchronised, by rule" },
        { PropertyState.ReadOnly, "Cannot be written" },
        { PropertyState.Allowed, "Different, and allowed" },
        { PropertyState.NotRead, "Not read" },
    };

    [Theory]
    [MemberData(nameof(Words))]
    public void LD_1_Each_state_has_its_own_words_and_values_differ_visibly(PropertyState state, string words)
    {
        var property = new LookedProperty("city~city", ["City"], ["city"]) { A = "Oslo", B = "Oslo ", BaseB = "Oslo", State = state };
        var table = Render<LinkProperties>(parameters => parameters.Add(part => part.Properties, [property]).Add(part => part.A, "Go").Add(part => part.B, "CRM"));
        table.Find("tbody .status").TextContent.Trim().ShouldBe(words);
        table.FindAll(".hidden-mark").Count.ShouldBe(1);
    }

    [Fact]
    public void LD_1_No_state_is_left_out() => Words.Select(row => row.Data.Item1).ShouldBe(Enum.GetValues<PropertyState>(), ignoreOrder: true);
}
