using System.Collections.Immutable;
using System.Globalization;
using SesamTalk.Engine.Reasons;

namespace SesamTalk.Engine.Dataflows;

/// <summary>Why something cannot run yet, or what should be known before it does, in plain words with the next step.</summary>
/// <param name="PairId">The pair; null when it concerns the whole dataflow.</param>
/// <param name="RowId">The property row; null when it concerns the pair.</param>
/// <param name="Code">A stable word for the kind of problem, one of <see cref="ReadinessCodes"/>.</param>
/// <param name="Arguments">What the sentence speaks of, in order, for translation.</param>
/// <param name="Sentence">The problem and the next step, in English.</param>
public sealed record ReadinessProblem(string? PairId, string? RowId, string Code, ImmutableArray<string> Arguments, string Sentence)
{
    /// <summary>A problem of a kind; the sentence comes from <see cref="ReadinessTexts"/>.</summary>
    public static ReadinessProblem Of(string? pairId, string? rowId, string code, params ImmutableArray<string> arguments) =>
        new(pairId, rowId, code, arguments, Fill(ReadinessTexts.English[code], arguments));

    /// <summary>The sentence in the language of the two letters: "nb", or English for any other.</summary>
    public string In(string language) =>
        language == "nb" && ReadinessTextsNb.Norwegian.TryGetValue(Code, out var text) ? Fill(text, [.. Arguments.Select(argument => ReasonTexts.Named(argument, language))]) : Sentence;

    private static string Fill(string text, ImmutableArray<string> arguments) =>
        string.Format(CultureInfo.InvariantCulture, text, [.. arguments]);
}

/// <summary>What keeps a dataflow from running, and the pairs that can run. A pair with a problem does not run; the others do.</summary>
/// <param name="Problems">All problems found, in the order of the pairs and rows.</param>
/// <param name="Ready">The pairs without any, parents before those that refer to them.</param>
public sealed record ReadinessReport(ImmutableArray<ReadinessProblem> Problems, ImmutableArray<ReadyPair> Ready)
{
    /// <summary>What should be known although it stops nothing: a row that can be carried one way only, for example.</summary>
    public ImmutableArray<ReadinessProblem> Notes { get; init; } = [];
}
