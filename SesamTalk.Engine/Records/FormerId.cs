namespace SesamTalk.Engine.Records;

/// <summary>
/// The id of a deleted record that its system has given to another one since. It stands for the deleted record alone, so that what is
/// asked and remembered about that one stays apart from the new one; no system has a record under it.
/// </summary>
public static class FormerId
{
    private const string Mark = " †";

    /// <summary>The id of a deleted record of a link, as it is from now on.</summary>
    public static RecordId Of(RecordId id, Guid link) => Is(id) ? id : new($"{id}{Mark}{link.ToString("N")[^8..]}");

    /// <summary>Whether the id is that of a deleted record whose system has given it again.</summary>
    public static bool Is(RecordId id) => id.Text is { } text && text.Contains(Mark, StringComparison.Ordinal);

    /// <summary>The id as the record had it while it was there.</summary>
    public static RecordId Was(RecordId id) => Is(id) ? new(id.Text[..id.Text.LastIndexOf(Mark, StringComparison.Ordinal)]) : id;
}
