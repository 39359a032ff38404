using SesamTalk.Engine.Documents;

namespace SesamTalk.Tests.Engine.Documents;

/// <summary>The two directed documents of two invented systems, which are no mirrors of each other.</summary>
internal static class TwoDocuments
{
    public static DataflowDocument There { get; } = Document("Larkbooks", "Moss Desk",
        Section("Larkbooks", "Client", "Moss Desk", "Person", new EverySentence(), [new MergeRow(["mail"], ["email"])], Row("mail", "email", "string"), Row("age", "years", "integer")),
        Section("Larkbooks", "Bill", "Moss Desk", "Claim", new EverySentence(), []));

    public static DataflowDocument Back { get; } = Document("Moss Desk", "Larkbooks",
        Section("Moss Desk", "Ticket", "Larkbooks", "Task", new EverySentence(), [], Row("title", "name", "string")),
        Section("Moss Desk", "Person", "Larkbooks", "Client", new BeforeSentence(), [new MergeRow(["email"], ["mail"]), new MergeRow(["code"], ["no"])],
            Row("years", "age", "string"), Row("city", "town", "string")));

    public static DocumentSection Section(string system, string entity, string other, string otherEntity, Sentence opening, MergeRow[] keys, params PropertyRow[] rows) =>
        DocumentSection.Of(DocumentName.Of(system, entity), DocumentName.Of(other, otherEntity), opening, rows, matches: opening is EverySentence && keys.Length > 0, keys: keys.Length > 0 ? keys : null);

    public static PropertyRow Row(string source, string target, string type) => new(DocumentCell.Of(source), DocumentCell.Of(target), DocumentType.Named(type));

    public static DataflowDocument Document(string source, string target, params DocumentSection[] sections) =>
        RstReader.Read("x", RstWriter.Write(DataflowDocument.Of(source, target, "2025-01-02 03:04:05", sections))).Document!;
}
