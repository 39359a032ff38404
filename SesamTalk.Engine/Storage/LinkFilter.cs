using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Matching;

namespace SesamTalk.Engine.Storage;

/// <summary>What a list of links is narrowed by; what is blank or not understood narrows nothing.</summary>
/// <param name="Text">Beginnings of words of a name, an id of either system, or an e-mail address, telephone or organisation number.</param>
/// <param name="Dataflow">The dataflow's id.</param>
/// <param name="Pair">The pair's id, within the dataflow.</param>
/// <param name="State">A <see cref="Population"/> by name.</param>
/// <param name="Age">Nothing changed about it for so many hours.</param>
public sealed record LinkFilter(string? Text = null, string? Dataflow = null, string? Pair = null, string? State = null, string? Age = null)
{
    /// <summary>Only what is known in whole is found: an id, an address, a number; no part of a name. For whoever is not shown names.</summary>
    public bool IsExact { get; init; }

    /// <summary>The links that fit, in no order, and whether the words lead to more links than were looked at.</summary>
    public async Task<(IQueryable<Link> Links, bool IsBroad)> FittingAsync(TalkDb db, DateTimeOffset now, CancellationToken ct = default)
    {
        var found = string.IsNullOrWhiteSpace(Text) ? null : await LinkSearch.FindAsync(db, Text, IsExact, ct);
        return (Fitting(db, now, found?.Ids), found?.IsBroad == true);
    }

    private IQueryable<Link> Fitting(TalkDb db, DateTimeOffset now, IReadOnlyList<Guid>? found)
    {
        var links = db.Links.AsNoTracking();
        if (!string.IsNullOrEmpty(Dataflow)) links = links.Where(link => link.DataflowId == Dataflow);
        if (!string.IsNullOrEmpty(Pair)) links = links.Where(link => link.PairId == Pair);
        // The few that are not in sync have an index of their own, which is named by what all of them share.
        if (Enum.TryParse<Population>(State, out var state))
            links = state == Population.InSync ? links.Where(link => link.State == state) : links.Where(link => link.State == state && link.State != Population.InSync);
        if (int.TryParse(Age, NumberStyles.None, CultureInfo.InvariantCulture, out var hours) && now.AddHours(-hours) is var oldest) links = links.Where(link => link.ChangedAt < oldest);
        return found is null ? links : links.Where(link => found.Contains(link.Id));
    }
}
