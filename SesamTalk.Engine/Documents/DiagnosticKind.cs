namespace SesamTalk.Engine.Documents;

/// <summary>All that can be said about a document.</summary>
public enum DiagnosticKind
{
    // The file cannot be read at all.
    FileUnreadable, TooLarge, Empty, Binary, Utf16, NotUtf8, NoTitle,

    // The file is broken.
    TruncatedTable, TruncatedText, WrongTableHeader, WrongCellCount, Directive,

    // Kept as written; the pair waits until somebody has looked.
    NotUnderstood, UnknownHeading, DiffersFromForm, NamesDisagree, SourceNotResolved, TargetNotResolved,
    ConnectedSystemNotResolved, ConnectedSystemsMixed, OtherTargetSystem,
    OpeningMissing, SentenceRepeated, OrderBroken, OnceMissing, PropertiesMissing,
    BeforeWithoutKeys, KeysWithoutMatch, MatchWithoutKeys, HalfMatch, MatchingDoesNotFit, CreationWithoutBefore,
    CellNotUnderstood, UnevenKey, DamagedType, TypeOutsideTable, TypeUnknown,
    GeneratedMissing, GeneratedDamaged, IntroductionMissing,

    // Good to know.
    ShortUnderline, DuplicateSection,
}

internal static class DiagnosticWeights
{
    internal static DiagnosticWeight Weight(this DiagnosticKind kind) => kind switch
    {
        <= DiagnosticKind.Directive => DiagnosticWeight.Error,
        >= DiagnosticKind.ShortUnderline => DiagnosticWeight.Note,
        _ => DiagnosticWeight.Warning,
    };
}
