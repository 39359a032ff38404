using static SesamTalk.Engine.Documents.DiagnosticKind;

namespace SesamTalk.Engine.Documents;

/// <summary>The diagnostics in English: what, then what to do.</summary>
internal static class DiagnosticTexts
{
    private const string Look = "Look at the line; the pair does not run until it is put right.";
    private const string Again = "Get the document again, or repair the line, and read it once more.";

    internal static (string What, string ToDo) English(DiagnosticKind kind, string detail) => kind switch
    {
        FileUnreadable => ($"The file cannot be read: {detail}.", "Check the path and the permissions."),
        TooLarge => ($"The file is larger than the limit of {detail}; it was not read.", "A dataflow document is never that large: check that it is the right file."),
        Empty => ("The file is empty.", "Check that it is the right file."),
        Binary => ("The file is binary, not text.", "Check that it is the right file."),
        Utf16 => ("The file is UTF-16 text.", "Save it as UTF-8 and read it again."),
        NotUtf8 => ("The line is not UTF-8 text (perhaps Latin-1 or Windows-1252).", "Save the file as UTF-8 and read it again."),
        NoTitle => ("This is not a dataflow document: there is no title \"… to … Dataflow\" between two lines of equal signs.", "Check that it is the right file."),
        TruncatedTable => ("The table is cut short here.", Again),
        TruncatedText => ("The document ends in the middle of a section or a line.", Again),
        WrongTableHeader => ($"The table's header is not the one expected here: {detail}.", Again),
        WrongCellCount => ($"The row has {detail} cells, not as many as the table's header.", Again),
        Directive => ($"A directive that is not followed: {detail}. Nothing was included or run.", "Remove it; a dataflow document holds only tables."),
        NotUnderstood => ($"Not understood: {detail}", Look),
        UnknownHeading => ($"A heading that names no pair: {detail}", Look),
        DiffersFromForm => ("Written otherwise than the form says.", Look),
        NamesDisagree => ($"The names here are not the heading's: {detail}", Look),
        SourceNotResolved => ($"Which system \"{detail}\" belongs to cannot be told: its name is not the title's.", "Choose the system when importing."),
        TargetNotResolved => ($"Which system \"{detail}\" belongs to cannot be told: its name is not the table header's.", "Choose the system when importing."),
        ConnectedSystemNotResolved => ($"Which system the connected entities belong to cannot be told: {detail}", "Choose the entities when importing."),
        ConnectedSystemsMixed => ($"The connected entities are of more than one system: {detail}", "Choose the entities when importing."),
        OtherTargetSystem => ($"The connected entities are to be synchronised into \"{detail}\", which is not this target.", Look),
        OpeningMissing => ("The section does not say which records are synchronised.", Look),
        SentenceRepeated => ("The section says this twice.", Look),
        OrderBroken => ("This stands in another order than the form has.", Look),
        OnceMissing => ("The section does not say that linked records are kept in sync.", Look),
        PropertiesMissing => ("The section has no property table.", Look),
        BeforeWithoutKeys => ("A link must be there first, but no merge keys say how to find it.", "Add merge keys."),
        KeysWithoutMatch => ("There are merge keys, but not what to do with a match.", Look),
        MatchWithoutKeys => ("There is what to do with a match, but no merge keys.", "Add merge keys."),
        HalfMatch => ("Only one of the two sentences about matching is there.", Look),
        MatchingDoesNotFit => ("What is said about matching does not go with the section's opening.", Look),
        CreationWithoutBefore => ("Creation on demand is stated where a link is not required first.", Look),
        CellNotUnderstood => ($"The cell is neither a path nor a path with its dependency: {detail}", Look),
        UnevenKey => ("The merge key has more properties on one side than on the other.", Look),
        DamagedType => ($"The data type is damaged and is not applied: {detail}", "Choose the type of the property."),
        TypeOutsideTable => ($"The data type stands on a line of its own and is not applied: {detail}", "Choose the type of the property."),
        TypeUnknown => ($"The data type is neither a name nor an expression: {detail}", "Choose the type of the property."),
        GeneratedMissing => ("The document does not say when it was generated.", "Check that it is whole."),
        GeneratedDamaged => ($"The time of generation is not a date and a time: {detail}", "Check that the document is whole."),
        IntroductionMissing => ("The document has no introduction.", "Check that it is whole."),
        ShortUnderline => ("The underline is not as long as its heading.", "Nothing needs to be done."),
        DuplicateSection => ($"The same two names head more than one section: {detail}", "Each is kept as a flow of its own."),
    };
}
