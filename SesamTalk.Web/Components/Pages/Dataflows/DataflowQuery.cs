using System.Globalization;
using SesamTalk.Engine.Matching;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Dataflows;

/// <summary>What the list of dataflows is narrowed and sorted by, as the address has it.</summary>
public sealed record DataflowQuery(string? Text, string? System, string? Status, string? Sort)
{
    /// <summary>The rows that fit, in order. Unknown sorts count as the name.</summary>
    public IReadOnlyList<DataflowRow> Of(IEnumerable<DataflowRow> rows, Func<DataflowRow, Status> health, SystemNames names)
    {
        var fitting = rows.Where(row => HasText(row, names) && HasSystem(row, names) && (string.IsNullOrEmpty(Status) || health(row).ToString() == Status));
        var descending = Sort is ['-', ..];
        var ordered = Sort?.TrimStart('-') switch
        {
            "needs" => By(fitting, row => row.Counts.Of(Headline.NeedsYou), descending),
            "waiting" => By(fitting, row => row.Counts.Of(Headline.Waiting), descending),
            "last" => By(fitting, row => row.LastRun?.StartedAt ?? DateTimeOffset.MinValue, descending),
            _ => By(fitting, NameOf, descending, StringComparer.Create(CultureInfo.CurrentCulture, ignoreCase: true)),
        };
        return [.. ordered];

        string NameOf(DataflowRow row) => names.Of(row.Dataflow);
        IOrderedEnumerable<DataflowRow> By<TKey>(IEnumerable<DataflowRow> all, Func<DataflowRow, TKey> key, bool down, IComparer<TKey>? order = null) =>
            (down ? all.OrderByDescending(key, order) : all.OrderBy(key, order)).ThenBy(NameOf, StringComparer.CurrentCulture);
    }

    private bool HasText(DataflowRow row, SystemNames names) =>
        string.IsNullOrWhiteSpace(Text) || $"{names.Of(row.Dataflow)} {row.Dataflow.Title}".Contains(Text.Trim(), StringComparison.CurrentCultureIgnoreCase);

    private bool HasSystem(DataflowRow row, SystemNames names) =>
        string.IsNullOrEmpty(System) || names.Of(row.Dataflow.A) == System || names.Of(row.Dataflow.B) == System;
}
