using System.Globalization;
using System.Text.Json.Nodes;
using SesamTalk.Web.Sandbox.Kit;

namespace SesamTalk.Web.Sandbox.PowerOfficeGo;

/// <summary>Narrows a list by its parameters: comma lists, ranges, exclusive stamps; a blank value does not filter.</summary>
internal sealed class GoFilters(GoView view, GoReader reader)
{
    public IEnumerable<JsonObject> Narrow(GoEntity entity, IEnumerable<JsonObject> bodies, Ask ask)
    {
        foreach (var filter in entity.Filters)
        {
            if (ask.Query(filter.Parameter) is not { } value || string.IsNullOrWhiteSpace(value)) continue;
            var field = entity.Field(filter.Field)!;
            var fits = Test(filter, value.Trim(), ask);
            bodies = bodies.Where(body => fits(reader.Value(entity, body, field)));
        }
        return bodies;
    }

    private Func<JsonNode?, bool> Test(GoFilter filter, string value, Ask ask)
    {
        var (kind, argument) = filter.Kind.Split('=', 2) is [var left, var right] ? (left, right) : (filter.Kind, "");
        return kind switch
        {
            "ranges" => Ranges(filter, value),
            "list" => InList(value),
            "ids" => Groups(filter, value),
            "codes" => Codes(value, (code, wanted) => Same(code, wanted)),
            "subcodes" => Codes(value, (code, wanted) => Same(code, wanted)
                || (YesOrNo(argument, ask.Query(argument)) && code.StartsWith(wanted + ".", StringComparison.OrdinalIgnoreCase))),
            "contains" => held => GoNumbers.Text(held)?.Contains(value, StringComparison.OrdinalIgnoreCase) == true,
            "bool" => YesOrNo(filter.Parameter, value) ? GoNumbers.IsTrue : held => !GoNumbers.IsTrue(held),
            "only" => YesOrNo(filter.Parameter, value) ? held => GoNumbers.IsTrue(held) || GoNumbers.Of(held) is > 0 : _ => true,
            "unless" => YesOrNo(filter.Parameter, value) ? held => GoNumbers.Text(held) != argument : _ => true,
            "after" => After(filter, value),
            "from" => held => string.CompareOrdinal(GoNumbers.Text(held), Day(filter, value)) >= 0,
            "to" => held => string.CompareOrdinal(GoNumbers.Text(held), Day(filter, value)) <= 0,
            _ => throw new FormatException($"The filter {filter.Parameter} has an unknown kind '{filter.Kind}'."),
        };
    }

    private static Func<JsonNode?, bool> Ranges(GoFilter filter, string value)
    {
        var ranges = value.Split(',').Select(part => Range(filter, part.Trim())).ToList();
        return held => GoNumbers.Of(held) is { } number && ranges.Exists(range => number >= range.From && number <= range.To);
    }

    private static (decimal From, decimal To) Range(GoFilter filter, string part)
    {
        var ends = part.Split('-');
        if (ends.Length <= 2 && long.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out var from))
        {
            if (ends.Length == 1) return (from, from);
            if (ends[1].Length == 0) return (from, decimal.MaxValue);
            if (long.TryParse(ends[1], NumberStyles.None, CultureInfo.InvariantCulture, out var to)) return (from, to);
        }
        throw GoRefusals.Cast($"{filter.Parameter}: '{part}' is neither a number nor a range.");
    }

    private static Func<JsonNode?, bool> InList(string value)
    {
        var wanted = value.Split(',').Select(part => part.Trim()).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return held => GoNumbers.Text(held) is { } text && wanted.Contains(text);
    }

    /// <summary>Plain positive ids of groups that exist.</summary>
    private Func<JsonNode?, bool> Groups(GoFilter filter, string value)
    {
        var wanted = value.Split(',').Select(part => part.Trim()).ToHashSet();
        foreach (var id in wanted)
        {
            if (!long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out _)) throw GoRefusals.Cast($"{filter.Parameter}: '{id}' is not an id.");
            if (view.Find("ContactGroups", id) is null) throw GoRefusals.NotFound(GoSchema.Get("ContactGroups"), id);
        }
        return held => held is JsonArray groups && groups.Any(group => wanted.Contains(group!.ToString()));
    }

    /// <summary>Codes; -1 finds what has none.</summary>
    private static Func<JsonNode?, bool> Codes(string value, Func<string, string, bool> same)
    {
        var wanted = value.Split(',').Select(part => part.Trim()).ToList();
        return held => GoNumbers.Text(held) is { Length: > 0 } code ? wanted.Exists(one => same(code, one)) : wanted.Contains("-1");
    }

    private static Func<JsonNode?, bool> After(GoFilter filter, string value)
    {
        if (!SandboxClock.TryParse(value, out var since)) throw GoRefusals.Cast($"{filter.Parameter}: '{value}' is not a time.");
        return held => SandboxClock.TryParse(GoNumbers.Text(held), out var at) && at > since;
    }

    private static string Day(GoFilter filter, string value) => SandboxClock.TryParse(value, out var day)
        ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        : throw GoRefusals.Cast($"{filter.Parameter}: '{value}' is not a date.");

    private static bool YesOrNo(string parameter, string? value) => string.IsNullOrWhiteSpace(value) ? false
        : bool.TryParse(value, out var yes) ? yes : throw GoRefusals.Cast($"{parameter}: '{value}' is neither true nor false.");

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
