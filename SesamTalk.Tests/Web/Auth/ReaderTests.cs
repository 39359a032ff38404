using System.Text.RegularExpressions;
using SesamTalk.Tests.House;
using SesamTalk.Web.Auth;
using Shouldly;

namespace SesamTalk.Tests.Web.Auth;

/// <summary>Acts in an open page: a name to do something under is only given for an act that is allowed, and nothing changes without one.</summary>
public sealed partial class ReaderTests
{
    private static readonly SourceFile[] Pages = [.. SourceFile.All.Where(file => file.Path.StartsWith("SesamTalk.Web/Components/", StringComparison.Ordinal))];

    public static TheoryData<Act, Role> Cells => [.. from act in Acts.All from role in Enum.GetValues<Role>() select (act, role)];

    [Theory]
    [MemberData(nameof(Cells))]
    public void A_name_is_given_by_the_table(Act act, Role role)
    {
        var reader = new Reader(new SignedInAs { Role = role });
        reader.May(act).ShouldBe(role >= Acts.Least(act));
        if (role == Role.Nobody || role < Acts.Least(act)) Should.Throw<NotAllowedException>(() => reader.As(act)).Act.ShouldBe(act);
        else reader.As(act).ShouldBe(Person.OfDemo.Name);
    }

    [Fact]
    public void A_role_that_is_taken_away_acts_on_the_next_press()
    {
        var who = new SignedInAs();
        var reader = new Reader(who);
        reader.As(Act.ConnectSystems).ShouldNotBeEmpty();
        who.Role = Role.Viewer;
        Should.Throw<NotAllowedException>(() => reader.As(Act.ConnectSystems));
    }

    [Fact]
    public void No_page_makes_a_name_up() => Pages.Where(file => MadeUp().IsMatch(file.Text)).Select(file => file.Path).ShouldBeEmpty();

    // What is changed under no name is listed here; the method that does it asks for an act itself.
    [Fact]
    public void Whatever_changes_something_without_a_name_asks_for_an_act()
    {
        var wrong = from file in Pages
                    from method in Methods(file.Text)
                    where Nameless().IsMatch(method) && !method.Contains(".As(", StringComparison.Ordinal) && !AskedBefore.Any(one => method.Contains(one, StringComparison.Ordinal))
                    select $"{file.Path}: {method.Split('\n').First(line => line.Trim().Length > 0).Trim()}";
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void Every_act_is_asked_for_somewhere()
    {
        var asked = SourceFile.All.Where(file => file.Path.StartsWith("SesamTalk.Web/", StringComparison.Ordinal) && !file.Path.StartsWith("SesamTalk.Web/Auth/Act", StringComparison.Ordinal)).Select(file => file.Text).ToList();
        Acts.All.Where(act => !NotYet.Contains(act) && !asked.Exists(text => Regex.IsMatch(text, $@"Act\.{act}\b"))).ShouldBeEmpty();
    }

    /// <summary>Clears away what is over by itself, or is only called by what has asked.</summary>
    private static readonly string[] AskedBefore = ["Task<IReadOnlyList<Claim>> AllAsync(", "private async Task SayAsync(string key, string? value)"];

    /// <summary>Acts of rooms that have no page to ask for them.</summary>
    private static readonly Act[] NotYet = [];

    private static IEnumerable<string> Methods(string text) => MethodStart().Split(text).Skip(1);

    [GeneratedRegex(@"Reader\.Name|(?<!== reader)\.Person!?\??\.Name\b(?!\))|""Browser user""")]
    private static partial Regex MadeUp();

    [GeneratedRegex(@"(?<!string> )\b(settings\.SetAsync|Settings\.SetAsync|queue\.Cancel|edits\.(KeepAsync|RejectAsync|DropAsync|ApplyAsync)|verbs\.(TestAsync|AcceptAsync)|schedules\.RefreshAsync)\(")]
    private static partial Regex Nameless();

    [GeneratedRegex(@"(?m)^    (?=(?:private|protected|public|internal) )")]
    private static partial Regex MethodStart();
}
