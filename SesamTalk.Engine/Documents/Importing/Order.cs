namespace SesamTalk.Engine.Documents.Importing;

/// <summary>Finds what changed its place: the fewest lines that, taken out, leave the others in their old order.</summary>
internal static class Order
{
    internal static HashSet<string> Moved(List<string> before, List<string> after)
    {
        var places = before.Distinct().Select((id, place) => (id, place)).ToDictionary(p => p.id, p => p.place);
        var common = after.Distinct().Where(places.ContainsKey).ToList();
        var kept = Longest([.. common.Select(id => places[id])]);
        return [.. common.Where(id => !kept.Contains(places[id]))];
    }

    // The longest run of rising numbers, not necessarily side by side.
    private static HashSet<int> Longest(List<int> places)
    {
        List<int> ends = [];
        var before = new Dictionary<int, int>();
        foreach (var place in places)
        {
            var at = ends.BinarySearch(place);
            at = at < 0 ? ~at : at;
            if (at > 0) before[place] = ends[at - 1];
            if (at == ends.Count) ends.Add(place);
            else ends[at] = place;
        }
        HashSet<int> kept = [];
        for (var place = ends.Count == 0 ? -1 : ends[^1]; place >= 0; place = before.GetValueOrDefault(place, -1)) kept.Add(place);
        return kept;
    }
}
