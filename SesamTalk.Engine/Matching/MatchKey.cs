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
            if (!IsOfLists(record, side, keys[row])) AddOne(found, row, One(record, side, keys[row], blankMatches));
            else foreach (var text in Combine(record, side, keys[row], blankMatches)) AddOne(found, row, text);
        }

        return found.ToImmutable();
    }

    /// <summary>The number of the merge table's row that a key came from.</summary>
    public static int RowOf(string key) => int.Parse(key.AsSpan(0, key.IndexOf(Separator)), provider: System.Globalization.CultureInfo.InvariantCulture);

    private static void AddOne(ImmutableArray<string>.Builder found, int row, string? text)
    {
        if (text is not null) found.Add($"{row}{Separator}{text}");
    }

    private static bool IsOfLists(Record record, Side side, MergeKey key)
    {
        foreach (var part in key.Parts)
        {
            if (record.Schema.Resolve(side == Side.A ? part.A : part.B) is var slot && (slot < 0 || record[slot] is ElementList)) return true;
        }

        return false;
    }

    // Nearly every row: each part has one value at most.
    private static string? One(Record record, Side side, MergeKey key, bool blankMatches)
    {
        var all = "";
        foreach (var part in key.Parts)
        {
            var text = part.Comparable(record[record.Schema.Resolve(side == Side.A ? part.A : part.B)]);
            if (text.Length == 0 && !blankMatches) return null;
            if (text.Length == 0) text = "blank";
            all = all.Length == 0 ? text : all + Separator + text;
        }

        return all;
    }

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
