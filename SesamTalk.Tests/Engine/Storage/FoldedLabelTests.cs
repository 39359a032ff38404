using SesamTalk.Engine.Storage;
using Shouldly;

namespace SesamTalk.Tests.Engine.Storage;

public sealed class FoldedLabelTests
{
    [Theory]
    [InlineData("Åse Ødegård", "åse ødegård")]
    [InlineData("AASE Ødegaard", "åse ødegård")]
    [InlineData("A\u030Ase", "åse")]
    [InlineData("René  Müller-Šimić", "rene muller simic")]
    [InlineData("  Fjord & Papir, AS. ", "fjord papir as")]
    [InlineData("912 345 678", "912 345 678")]
    [InlineData("Ærlig", "ærlig")]
    [InlineData("&", "")]
    [InlineData("", "")]
    [InlineData("株式会社 😀 \uD83D", "株式会社")]
    public void Case_accents_and_punctuation_fold_away_but_norwegian_letters_stay(string label, string folded) => FoldedLabel.Of(label).ShouldBe(folded);
}
