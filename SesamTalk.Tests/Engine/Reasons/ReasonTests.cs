using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using SesamTalk.Engine.Reasons;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Engine.Reasons;

public sealed partial class ReasonTests
{
    private static readonly string[] Codes = [.. typeof(ReasonCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!).Except([ReasonCodes.All, ReasonCodes.Both, ReasonCodes.Worded])];

    [Fact]
    public void Every_code_is_said_in_both_languages_of_the_same_arguments()
    {
        Codes.Length.ShouldBeGreaterThan(100);
        Codes.Distinct().Count().ShouldBe(Codes.Length);
        ReasonTexts.English.Keys.Order().ShouldBe(Codes.Order());
        ReasonTextsNb.Norwegian.Keys.Order().ShouldBe(Codes.Order());
        foreach (var code in Codes) Holes(ReasonTextsNb.Norwegian[code]).ShouldBe(Holes(ReasonTexts.English[code]), code);
    }

    [Fact]
    public void A_reason_within_a_reason_is_said_in_the_readers_language()
    {
        var reason = Reason.Of(ReasonCodes.UndoneBy, "Kari", Reason.Of(ReasonCodes.ChangedAcross));
        reason.In("en").ShouldBe("undone by Kari: changed in the other system");
        reason.In("nb").ShouldBe("angret av Kari: endret i det andre systemet");
        Reason.All([reason, Reason.None, reason, Reason.Of(ReasonCodes.RecordGone)]).In("nb").ShouldBe("angret av Kari: endret i det andre systemet; posten er borte");
        (reason.Has(ReasonCodes.ChangedAcross), reason.Has(ReasonCodes.RecordGone)).ShouldBe((true, false));
    }

    [Theory]
    [InlineData("")]
    [InlineData("deleted in B; the delete waits for approval")]
    [InlineData("[\"not closed")]
    [InlineData("[1, 2]")]
    [InlineData("a \"quoted\" {0} text with } and {")]
    public void What_an_older_version_stored_is_read_as_it_was_said(string old)
    {
        var read = Reason.Read(old);
        (read.In("en"), read.In("nb")).ShouldBe((old, old));
        Reason.Read(read.Stored).ShouldBe(read);
    }

    [Theory]
    [InlineData("Kari \"K\" Nord — ærlig {1}")]
    [InlineData("\u001E[\"record-gone\"]")]
    [InlineData("[\"record-gone\"]")]
    public void An_argument_is_never_taken_for_a_reason_or_a_form(string name)
    {
        var reason = Reason.Read(Reason.Of(ReasonCodes.LinkedBy, name).Stored);
        reason.In("en").ShouldBe("linked by " + name.TrimStart('\u001E'));
        JsonSerializer.Deserialize<Reason>(JsonSerializer.Serialize(reason)).ShouldBe(reason);
    }

    private static IEnumerable<string> Holes(string text) => Hole().Matches(text).Select(match => match.Value).Distinct().Order();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Hole();
}
