using static SesamTalk.Engine.Documents.DiagnosticKind;

namespace SesamTalk.Engine.Documents.Reading;

/// <summary>What a section must have, what goes together and in which order: breaches of the form that single lines do not show.</summary>
internal static class SectionChecks
{
    internal static void Run(Draft draft, SectionHeading heading, bool isLast)
    {
        var at = heading.Line.Number - 1;
        var blocks = draft.Blocks;
        Order(draft);
        var opening = blocks.OfType<SentenceBlock>().FirstOrDefault(b => Rank(b) == 0)?.Sentence;
        if (opening is null) draft.Report(OpeningMissing, at);
        if (!Says<OnceSentence>(blocks)) draft.Report(OnceMissing, at);
        var hasTable = blocks.Any(b => b is PropertyTableHead);
        if (!hasTable && isLast) draft.Report(TruncatedText, draft.Lines.Length - 1);
        else if (!hasTable) draft.Report(PropertiesMissing, at);
        else if (isLast && !draft.EndsWithLineBreak && IsCut(draft.Last)) draft.Report(TruncatedText, draft.Lines.Length - 1);
        Together(draft, opening, at);
    }

    // A last line without its end, whose type was begun and not finished.
    private static bool IsCut(Block? last) => last is PropertyRow { Type: { Form: DocumentTypeForm.Damaged, Text: "" or ['"' or '[', ..] } };

    private static void Together(Draft draft, Sentence? opening, int at)
    {
        var blocks = draft.Blocks;
        var keys = blocks.Any(b => b is MergeTableHead);
        var (merges, creates) = (Says<MergeIfExistsSentence>(blocks), Says<CreateIfNoMatchSentence>(blocks));
        if (Says<MergeIntroSentence>(blocks) && !keys) draft.Report(TruncatedTable, at);
        if (merges != creates) draft.Report(HalfMatch, at);
        if (opening is BeforeSentence && !keys) draft.Report(BeforeWithoutKeys, at);
        if (opening is EverySentence && keys && !merges && !creates) draft.Report(KeysWithoutMatch, at);
        if (opening is EverySentence && !keys && (merges || creates)) draft.Report(MatchWithoutKeys, at);
        if (opening is ConditionSentence && (keys || merges || creates)) draft.Report(MatchingDoesNotFit, at);
        if (opening is not BeforeSentence && Says<CreationSentence>(blocks)) draft.Report(CreationWithoutBefore, at);
        if (opening is BeforeSentence && (merges || creates)) draft.Report(MatchingDoesNotFit, at);
    }

    private static void Order(Draft draft)
    {
        var highest = -1;
        HashSet<int> seen = [];
        foreach (var block in draft.Blocks)
        {
            var rank = Rank(block);
            if (rank < 0) continue;
            var line = block.Line.Number - 1;
            if (!seen.Add(rank) && block is not (MergeRow or PropertyRow)) draft.Report(SentenceRepeated, line);
            else if (rank < highest) draft.Report(OrderBroken, line);
            // A table stands under its own sentence.
            else if (block is MergeTableHead && !seen.Contains(4) || block is PropertyTableHead && !seen.Contains(8)) draft.Report(OrderBroken, line);
            highest = Math.Max(highest, rank);
        }
    }

    private static bool Says<T>(IReadOnlyList<Block> blocks) where T : Sentence => blocks.Any(b => b is SentenceBlock { Sentence: T });

    private static int Rank(Block block) => block switch
    {
        SentenceBlock { Sentence: EverySentence or BeforeSentence or ConditionSentence } => 0,
        SentenceBlock { Sentence: CreationSentence } => 1,
        SentenceBlock { Sentence: MergeIfExistsSentence } => 2,
        SentenceBlock { Sentence: CreateIfNoMatchSentence } => 3,
        SentenceBlock { Sentence: MergeIntroSentence } => 4,
        MergeTableHead => 5,
        MergeRow => 6,
        SentenceBlock { Sentence: OnceSentence } => 7,
        SentenceBlock { Sentence: PropertiesIntroSentence } => 8,
        PropertyTableHead => 9,
        PropertyRow => 10,
        _ => -1,
    };
}
