using System.Globalization;
using System.Text.Json.Nodes;
using SesamTalk.Web.Sandbox.Kit;
using SesamTalk.Web.Sandbox.Plain;

namespace SesamTalk.Web.Sandbox.Unnamed;

/// <summary>One page of an entity: changed since (inclusive), filtered by equality, oldest change first.</summary>
internal static class UnnamedList
{
    private const int UsualPage = 100, LargestPage = 500;

    public static Reply Read(SandboxState state, PlainEntity entity, Ask ask)
    {
        var page = Whole(ask, "page", 1, int.MaxValue);
        var perPage = Whole(ask, "per_page", UsualPage, LargestPage);
        var seen = state.Clock.Replica;
        var found = state.Store.Rows(entity.Name).Select(row => row.AsOf(seen)).OfType<JsonObject>();
        foreach (var name in ask.QueryNames) found = Narrow(found, entity, name, ask.Query(name)!);
        var sorted = found.OrderBy(Updated).ThenBy(record => record["id"]!.GetValue<string>(), StringComparer.Ordinal).ToList();
        var items = sorted.Skip((int)Math.Min((page - 1L) * perPage, int.MaxValue)).Take(perPage);
        return SandboxRoutes.Ok(new JsonObject
        {
            ["items"] = new JsonArray([.. items.Select(record => PlainRecords.Show(entity, record))]),
            ["page"] = page,
            ["pages"] = (sorted.Count + perPage - 1) / perPage,
            ["total"] = sorted.Count,
        });
    }

    private static IEnumerable<JsonObject> Narrow(IEnumerable<JsonObject> records, PlainEntity entity, string name, string value)
    {
        if (name is "page" or "per_page") return records;
        if (name == "updated_since")
        {
            if (!SandboxClock.TryParse(value, out var since)) throw Bad(name, $"'{value}' is not an ISO 8601 time.");
            return records.Where(record => SandboxClock.TryParse(Updated(record), out var at) && at >= since);
        }
        if (entity.Field(name) is not { Type: not "list" }) throw Bad(name, $"'{name}' is neither a parameter nor a field to filter by.");
        return records.Where(record => (record[name]?.ToString() ?? "") == value);
    }

    private static string Updated(JsonObject record) => record["updated_at"]!.GetValue<string>();

    private static int Whole(Ask ask, string name, int usual, int most)
    {
        if (ask.Query(name) is not { } text) return usual;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most
            ? number
            : throw Bad(name, $"'{name}' is a whole number from 1 to {most}.");
    }

    private static SandboxRefusal Bad(string name, string message) => UnnamedRefusals.Make(400, "bad_parameter", message, name);
}
