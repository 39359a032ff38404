using System.Text;

namespace SesamTalk.Engine.Dataflows;

/// <summary>How the id of a pair is made from what it joins, so that a document imported again meets the pair that is there.</summary>
public static class PairIds
{
    /// <summary>The id of a pair; <paramref name="ordinal"/> counts the sections with these names in one document, from 1.</summary>
    public static string Of(PairSide a, PairSide b, int ordinal = 1) =>
        $"{Slug(a)}--{Slug(b)}{(ordinal > 1 ? $"--{ordinal}" : "")}";

    private static string Slug(PairSide side)
    {
        var slug = new StringBuilder();
        foreach (var c in $"{side.Entity} {side.Aspect}".Trim())
        {
            if (char.IsLetterOrDigit(c)) slug.Append(char.ToLowerInvariant(c));
            else if (slug.Length > 0 && slug[^1] != '-') slug.Append('-');
        }

        return slug.ToString().TrimEnd('-');
    }
}
