using System.CommandLine;
using System.Text.RegularExpressions;
using Bunit;
using SesamTalk.Tests.House;
using SesamTalk.Tests.Web.Cli;
using SesamTalk.Web.Cli;
using SesamTalk.Web.Components.Layout;
using SesamTalk.Web.Components.Pages.Help;
using Shouldly;

namespace SesamTalk.Tests.Web.Pages.Help;

/// <summary>Help and README speak of what there is: every page, every key and every verb of the program.</summary>
public sealed class HelpPageTests : PageTest
{
    private static readonly RootCommand Program = TalkCommand.Build(TestDoors.Shut);

    [Theory]
    [InlineData("en-GB")]
    [InlineData("nb-NO")]
    public void Every_page_and_every_verb_is_explained_in_words(string language)
    {
        Speak(language);
        var page = Render<HelpPage>();
        page.FindAll("#help-pages dt a").Select(link => link.GetAttribute("href")).ShouldBe(NavItem.All.Where(item => item.Word != "Help").Select(item => item.Url));
        page.FindAll("#help-verbs dt").Select(verb => verb.TextContent).ShouldBe(Program.Subcommands.Where(verb => !verb.Hidden).Select(verb => verb.Name));
        page.FindAll("#help-pages dd, #help-verbs dd").ShouldAllBe(said => said.TextContent.EndsWith('.') && said.TextContent.Length > 15);
    }

    [Fact]
    public void The_readme_speaks_of_every_verb_and_of_every_one_below_it()
    {
        var rows = File.ReadAllLines(Path.Combine(SourceFile.Top, "README.md")).Where(line => line.StartsWith("| `", StringComparison.Ordinal)).ToList();
        foreach (var verb in Program.Subcommands.Where(verb => !verb.Hidden))
        {
            var own = string.Join('\n', rows.Where(row => Regex.IsMatch(row, $@"`{verb.Name}[ `]")));
            own.ShouldNotBeEmpty(verb.Name);
            foreach (var below in verb.Subcommands.Where(one => !one.Hidden)) Regex.IsMatch(own, $@"(?<![\w-]){below.Name}(?![\w-])").ShouldBeTrue($"{verb.Name} {below.Name}");
        }
    }
}
