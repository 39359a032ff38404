using System.Collections.Immutable;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Mapping;

namespace SesamTalk.Engine.Documents.Importing;

/// <summary>
/// The ids under which a pair knows the lines that a document says. A line is known by its two paths; its id comes from the paths
/// that it had first, so that a line whose path got another name keeps its history. Pure.
/// </summary>
internal static class LineIds
{
    /// <summary>What is said, with the ids that the pair gives to the same paths. A line that is new to the pair gets an id that no line has.</summary>
    internal static Pair As(Pair said, Pair known)
    {
        var ids = Places(known.Properties);
        var taken = ids.Values.Concat(said.Properties.Select(row => row.Id)).ToHashSet();
        var ofOthers = ids.Where(place => place.Key != place.Value).Select(place => place.Value).ToHashSet();
        return said with { Properties = [.. said.Properties.Select(row => row with { Id = ids.GetValueOrDefault(row.Id) ?? (ofOthers.Contains(row.Id) ? Free(row.Id, taken) : row.Id) })] };
    }

    /// <summary>The pair with the ids that a document alone would give its lines.</summary>
    internal static Pair ByPlace(Pair known)
    {
        var places = Places(known.Properties).ToDictionary(place => place.Value, place => place.Key);
        return known with { Properties = [.. known.Properties.Select(row => row with { Id = places[row.Id] })] };
    }

    /// <summary>The pair with those of its new lines that are an older one under another name under that one's id, and with what was chosen for it here.</summary>
    /// <param name="after">The pair as it would be.</param>
    /// <param name="before">The pair as it is.</param>
    /// <param name="isSame">Whether a person said of the new line, by its id, that it is the older one.</param>
    internal static Pair Keep(Pair after, Pair before, Func<string, bool> isSame)
    {
        var renamed = Renames.OfRows(before.Properties, after.Properties);
        return after with
        {
            Properties = [.. after.Properties.Select(row => renamed.TryGetValue(row.Id, out var was) && isSame(row.Id)
                ? row with { Id = was.Id, Flow = was.Flow, BlankToA = was.BlankToA, BlankToB = was.BlankToB, DefaultToA = was.DefaultToA, DefaultToB = was.DefaultToB }
                : row)],
        };
    }

    // By the id that a document alone would give the line: rows between the same paths are counted in their order.
    private static Dictionary<string, string> Places(ImmutableArray<PropertyRule> known)
    {
        Dictionary<string, int> seen = [];
        Dictionary<string, string> places = [];
        foreach (var row in known)
        {
            var place = PropertyRule.IdOf(row.A, row.B);
            var times = seen[place] = seen.GetValueOrDefault(place) + 1;
            places[times == 1 ? place : $"{place}~{times}"] = row.Id;
        }
        return places;
    }

    private static string Free(string id, HashSet<string> taken)
    {
        for (var number = 2; ; number++)
            if (taken.Add($"{id}~{number}")) return $"{id}~{number}";
    }
}
