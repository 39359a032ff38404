using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Records;
using SesamTalk.Web.Components.Shared;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Web.Components.Shared;

public sealed class SharedPartsTests : TalkComponentTest
{
    [Theory]
    [InlineData("en-GB", "Needs you")]
    [InlineData("nb-NO", "Trenger deg")]
    public void A_status_is_a_shape_and_a_word_in_the_readers_language(string language, string word)
    {
        Speak(language);
        var badge = Render<StatusBadge>(p => p.Add(b => b.Status, Status.NeedsYou));
        badge.Find("svg[aria-hidden=true]");
        badge.Find(".status").TextContent.Trim().ShouldBe(word);
    }

    [Fact]
    public void Every_status_has_a_shape_of_its_own() =>
        Enum.GetValues<Status>().Select(StatusShape.Of).Distinct().Count().ShouldBe(Enum.GetValues<Status>().Length);

    [Fact]
    public void A_side_is_named_and_not_only_lettered() =>
        Render<SideBadge>(p => p.Add(s => s.Side, Side.B).Add(s => s.SystemName, "Harbour CRM")).Find(".side").TextContent.ShouldContain("Harbour CRM");

    [Fact]
    public void Empty_blank_and_not_read_are_three_things()
    {
        string Text(string? value, bool notRead) => Render<ValueText>(p => p.Add(v => v.Value, value).Add(v => v.NotRead, notRead)).Find("span").TextContent.Trim();
        Text(null, false).ShouldBe("empty");
        Text("", false).ShouldBe("blank text");
        Text(null, true).ShouldBe("not read");
    }

    [Fact]
    public void A_list_sorts_through_the_address_and_back_again()
    {
        var navigation = Services.GetRequiredService<NavigationManager>();
        navigation.NavigateTo("/anything");
        Names(null).Find("th button").Click();
        navigation.Uri.ShouldEndWith("?sort=name");
        Names("name").Find("th button").Click();
        navigation.Uri.ShouldEndWith("?sort=-name");
        Names("-name").Find("th").GetAttribute("aria-sort").ShouldBe("descending");
    }

    [Fact]
    public void A_list_with_nothing_says_why()
    {
        var list = Render<RecordList<string>>(p => p.Add(l => l.Name, "Names").Add(l => l.Rows, []).Add(l => l.Key, name => name)
            .Add(l => l.Columns, Column).Add(l => l.Empty, "<p>Nothing yet</p>"));
        list.FindAll("table").ShouldBeEmpty();
        list.Markup.ShouldContain("Nothing yet");
    }

    [Fact]
    public void A_confirmation_lists_every_write_and_starts_on_cancel()
    {
        var confirmed = false;
        var dialog = Render<ConfirmWrites>(p => p.Add(c => c.Title, "Write to Harbour CRM").Add(c => c.ConfirmText, "Write 1")
            .Add(c => c.Writes, [new WriteLine("Harbour CRM", "Fjord Kafé", "phone", "1", "2")])
            .Add(c => c.OnConfirm, () => confirmed = true).Add(c => c.OnCancel, () => { }));
        dialog.Find("tbody tr").TextContent.ShouldContain("Fjord Kafé");
        dialog.Find("[autofocus]").TextContent.ShouldBe("Cancel");
        dialog.Find("button.primary").Click();
        confirmed.ShouldBeTrue();
    }

    [Fact]
    public void A_run_without_a_sign_of_life_is_not_called_running()
    {
        var silent = Render<RunMeter>(p => p.Add(r => r.Label, "Run").Add(r => r.Done, 3).Add(r => r.Total, 5).Add(r => r.LastSign, TimeSpan.FromSeconds(61)));
        silent.Markup.ShouldContain("No sign of life");
        silent.Markup.ShouldNotContain("Running");
        silent.Markup.ShouldContain("3 of 5");
    }

    [Fact]
    public void Only_the_last_three_notes_are_shown_and_a_note_can_be_closed()
    {
        var toasts = Services.GetRequiredService<Toasts>();
        var region = Render<ToastRegion>();
        foreach (var text in (string[])["one", "two", "three", "four"]) toasts.Show(new(text));
        region.WaitForAssertion(() => region.FindAll(".toast").Count.ShouldBe(3));
        region.Find(".toast button").Click();
        region.FindAll(".toast").Select(toast => toast.TextContent.Trim()).ShouldNotContain(text => text.StartsWith("two", StringComparison.Ordinal));
    }

    [Fact]
    public void The_same_note_again_is_shown_once()
    {
        var toasts = Services.GetRequiredService<Toasts>();
        var region = Render<ToastRegion>();
        toasts.Show(new("one"));
        toasts.Show(new("one"));
        region.WaitForAssertion(() => region.FindAll(".toast").Count.ShouldBe(1));
    }

    private static void Column(Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder)
    {
        builder.OpenComponent<ListColumn<string>>(0);
        builder.AddAttribute(1, "Title", "Name");
        builder.AddAttribute(2, "SortName", "name");
        builder.AddAttribute(3, "ChildContent", (RenderFragment<string>)(name => cell => cell.AddContent(0, name)));
        builder.CloseComponent();
    }

    private IRenderedComponent<RecordList<string>> Names(string? sort) => Render<RecordList<string>>(p => p
        .Add(l => l.Name, "Names").Add(l => l.Rows, ["a", "b"]).Add(l => l.Key, name => name).Add(l => l.Sort, sort)
        .Add(l => l.Columns, (RenderFragment)Column).Add(l => l.Empty, ""));
}
