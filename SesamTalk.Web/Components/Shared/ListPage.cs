namespace SesamTalk.Web.Components.Shared;

/// <summary>Where a page lies in a longer list: counts in words, and the cursors that lead on and back.</summary>
/// <param name="Shown">Rows on this page.</param>
/// <param name="Total">All rows that fit the filter.</param>
/// <param name="Before">The cursor of the page before this one; null on the first.</param>
/// <param name="After">The cursor of the page after this one; null on the last.</param>
public sealed record ListPage(int Shown, long Total, string? Before, string? After)
{
    /// <summary>There are more than <see cref="Total"/>; they were not all counted.</summary>
    public bool IsMore { get; init; }
}
