using System.Collections.Immutable;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Matching;

/// <summary>
/// A record's merge keys in comparable form: for each row of the merge table whose parts are all filled, one text that is
/// the same in both systems when the row agrees. The row's number stands in front, so that rows never meet each other.
/// </summary>
public static class MatchKey
{
    private const char Separator = '\u001f';

    /// <summary>The keys of a record on its side, in the order of the merge table; blank parts give no key.</summary>
    public static ImmutableArray<string> Of(Record record, Side side, ImmutableArray<MergeKey> keys) => Of(record, side, keys, blankMatches: false);

    /// <summary>As above; that blank matches blank is there only for the simulation, to see that it notices.</summary>
    internal static ImmutableArray<string> Of(Record record, Side side, ImmutableArray<MergeKey> keys, bool blankMatches)
    {
        var found = ImmutableArray.CreateBuilder<string>();
        for (var row = 0; row < keys.Length; row++)
        {
            foreach (var text in Combine(record, side, keys[row], blankMatches)) found.Add($"{row}{Separator}{text}");
        }

        return found.ToImmutable();
    }

    /// <summary>The number of the merge table's row that a key came from.</summary>
    public static int RowOf(string key) => int.Parse(key.AsSpan(0, key.IndexOf(Separator)), provider: System.Globalization.CultureInfo.InvariantCulture);

    private static IEnumerable<string> Combine(Record record, Side side, MergeKey key, bool blankMatches)
    {
        IEnumerable<string> texts = [""];
        foreach (var part in key.Parts)
        {
            var values = PathReader.Read(record, side == Side.A ? part.A : part.B).Select(part.Comparable).Where(text => text.Length > 0).Distinct().ToList();
            if (blankMatches && values.Count == 0) values.Add("blank");
            texts = [.. texts.SelectMany(_ => values, (head, value) => head.Length == 0 ? value : head + Separator + value)];
        }

        return texts;
    }
}
