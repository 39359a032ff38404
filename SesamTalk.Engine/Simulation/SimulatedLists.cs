using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Simulation;

/// <summary>Does to the pages of a list what the fault dial says; the last entry may be an error or not say that it is the last.</summary>
internal sealed class SimulatedLists(SystemFaults faults, int pageSize)
{
    /// <summary>Records a page.</summary>
    public int PageSize => pageSize;

    /// <summary>Whether something was left out of a list that looks complete since the simulation began.</summary>
    public bool LeftOut { get; private set; }

    /// <summary>The answers of one list.</summary>
    public List<Answer<ChangePage>> Pages(string entity, List<Change> changes, string? cursor)
    {
        var items = changes.ToArray();
        if (items.Length > 1 && faults.Has(Fault.Reordered)) faults.Reorder(items);
        items = WithoutSome(entity, items);
        var pages = Chunks(items).DefaultIfEmpty([]).ToList();
        if (pages.Count > 1 && faults.Strikes(Fault.UnstablePaging)) Move(pages);
        if (faults.Strikes(Fault.PageTwice)) pages.Insert(0, pages[0]);
        var answers = pages.Select((page, at) => (Answer<ChangePage>)new ChangePage(page, at == pages.Count - 1, at == pages.Count - 1 ? cursor : null)).ToList();
        if (faults.Strikes(Fault.CutList)) answers.RemoveAt(answers.Count - 1);
        if (faults.Strikes(Fault.BrokenList)) Break(answers, new ConnectorError.Unreachable("simulated: the connection broke in the middle of a list"));
        if (faults.Strikes(Fault.GarbledPage)) Break(answers, new ConnectorError.Garbled("simulated: a sign-in page instead of a list"));
        return answers;
    }

    // An edit moved the first record of a page onto the page before, which has been read; the last of that page moved down and comes again.
    private void Move(List<Change[]> pages)
    {
        var at = faults.Below(pages.Count - 1);
        pages[at + 1] = [pages[at][^1], .. pages[at + 1].Skip(1)];
        LeftOut = true;
    }

    private Change[] WithoutSome(string entity, Change[] items)
    {
        var kept = faults.IsEmptied(entity) ? [] : faults.Strikes(Fault.EmptyList) ? [] : faults.Strikes(Fault.MissingItems) ? items.Where(_ => faults.Below(3) > 0).ToArray() : items;
        LeftOut |= kept.Length < items.Length;
        return kept;
    }

    private IEnumerable<Change[]> Chunks(Change[] items)
    {
        for (var at = 0; at < items.Length;)
        {
            var size = faults.Strikes(Fault.ShortPage) ? 1 : pageSize;
            yield return [.. items.Skip(at).Take(size)];
            at += size;
        }
    }

    private void Break(List<Answer<ChangePage>> answers, ConnectorError error)
    {
        var at = faults.Below(answers.Count + 1);
        answers.RemoveRange(at, answers.Count - at);
        answers.Add(error);
    }
}
