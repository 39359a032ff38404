using System.Text.RegularExpressions;
using SesamTalk.Engine.Dataflows;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Engine.Dataflows;

public sealed partial class ReadinessTextsTests
{
    private static readonly List<string> Codes = [.. typeof(ReadinessCodes).GetFields().Select(field => (string)field.GetRawConstantValue()!)];

    [Fact]
    public void Every_code_has_a_sentence_in_both_languages()
    {
        Codes.ShouldBeUnique();
        ReadinessTexts.English.Keys.Order().ShouldBe(Codes.Order());
        ReadinessTextsNb.Norwegian.Keys.Order().ShouldBe(Codes.Order());
    }

    [Fact]
    public void Both_languages_speak_of_the_same_things()
    {
        foreach (var code in Codes) Arguments(ReadinessTextsNb.Norwegian[code]).ShouldBe(Arguments(ReadinessTexts.English[code]), code);
    }

    [Fact]
    public void A_problem_speaks_the_language_that_is_asked_for()
    {
        var problem = ReadinessProblem.Of("pair", null, ReadinessCodes.PausedPair, "årsoppgjør.");

        problem.Sentence.ShouldBe("The pair is paused: årsoppgjør. Resume it when that is settled.");
        problem.In("nb").ShouldBe("Paret er satt på pause: årsoppgjør. Gjenoppta det når det er avklart.");
        problem.In("de").ShouldBe(problem.Sentence);
    }

    private static IEnumerable<string> Arguments(string text) => Argument().Matches(text).Select(match => match.Value).Distinct().Order();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Argument();
}
