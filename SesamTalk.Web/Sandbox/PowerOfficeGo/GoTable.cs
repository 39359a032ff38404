using System.Globalization;

namespace SesamTalk.Web.Sandbox.PowerOfficeGo;

/// <summary>
/// Reads the table of an entity. A row is <c>path type flags notes…</c>: flags are g (shown), p (taken by POST), a (taken by PATCH); a type with
/// <c>!</c> is never null. Notes: req, max=, range=, series=, def=, ref=, none, twin=ID.MEMBER, unique, unique=parent, stamp=, created, changed,
/// parent, shared, calc, hidden. A row with <c>?</c> is a filter: parameter, property, kind.
/// </summary>
internal static class GoTable
{
    public static GoEntity Read(string name, GoTraits traits, string table)
    {
        var (fields, filters) = (new List<GoField>(), new List<GoFilter>());
        foreach (var line in table.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words[0] == "?") filters.Add(new(words[1], words[2], words[3]));
            else fields.Add(Field(words));
        }
        return new(name, traits, Nest(fields), filters);
    }

    private static List<GoField> Nest(List<GoField> flat) =>
    [
        .. flat.Where(field => !field.Path.Contains('/', StringComparison.Ordinal)).Select(field => field.Type != "object" ? field : field with
        {
            Members = [.. flat.Where(member => member.Path.StartsWith(field.Path + "/", StringComparison.Ordinal))],
        }),
    ];

    private static GoField Field(string[] words)
    {
        var flags = words[2];
        var field = new GoField(words[0], words[1].TrimEnd('!'), words[1].EndsWith('!'),
            flags.Contains('g', StringComparison.Ordinal), flags.Contains('p', StringComparison.Ordinal), flags.Contains('a', StringComparison.Ordinal));
        return words.Skip(3).Aggregate(field, Note);
    }

    private static GoField Note(GoField field, string note)
    {
        var (word, value) = note.Split('=', 2) is [var left, var right] ? (left, right) : (note, "");
        return word switch
        {
            "req" => field with { Required = true },
            "max" => field with { MaxLength = int.Parse(value, CultureInfo.InvariantCulture) },
            "range" => field with { Range = (Bound(value, 0, decimal.MinValue), Bound(value, 1, decimal.MaxValue)) },
            "series" => field with { Series = ((long)Bound(value, 0, 1), (long)Bound(value, 1, long.MaxValue)) },
            "def" => field with { Default = value },
            "ref" => field with { Reference = value },
            "none" => field with { AllowsNone = true },
            "twin" => field with { Twin = (value.Split('.')[0], value.Split('.')[1]) },
            "unique" when value == "parent" => field with { UniqueUnderParent = true },
            "unique" => field with { Unique = true },
            "stamp" => field with { OwnStamp = value },
            "created" => field with { IsCreated = true },
            "changed" => field with { IsChanged = true },
            "parent" => field with { IsParent = true },
            "shared" => field with { Shared = true },
            "calc" => field with { Calculated = true },
            "hidden" => field with { Hidden = true },
            _ => throw new FormatException($"The table of {field.Path} has an unknown note '{note}'."),
        };
    }

    private static decimal Bound(string range, int side, decimal open) =>
        range.Split("..")[side] is { Length: > 0 } bound ? decimal.Parse(bound, CultureInfo.InvariantCulture) : open;
}
