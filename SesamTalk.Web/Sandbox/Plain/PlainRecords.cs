using System.Globalization;
using System.Text.Json.Nodes;
using SesamTalk.Web.Sandbox.Kit;

namespace SesamTalk.Web.Sandbox.Plain;

/// <summary>Reads and writes single records of a system by its schema. Whoever calls holds the gate of the store.</summary>
internal sealed class PlainRecords(SandboxState state, PlainSystem system)
{
    private readonly PlainChecks _checks = new(system);
    private readonly PlainReferences _references = new(state.Store, system);

    private SandboxStore Store => state.Store;

    /// <summary>Told of every effective write by anybody: entity, id, and <c>created</c>, <c>updated</c> or <c>deleted</c>.</summary>
    public Action<PlainEntity, string, string> Told { get; set; } = (_, _, _) => { };

    public JsonObject Read(PlainEntity entity, string id)
    {
        var seen = state.Clock.Replica;
        var row = Store.FindAsOf(entity.Name, id, seen) ?? throw Unknown(entity, id);
        return Show(entity, row.AsOf(seen)!);
    }

    public JsonObject Create(PlainEntity entity, JsonObject sent, string by)
    {
        var record = Checked(entity, sent);
        var number = Store.Next(entity.Name, entity.FirstNumber);
        var id = entity.Prefix + number.ToString(CultureInfo.InvariantCulture);
        var full = new JsonObject { ["id"] = id };
        foreach (var (name, value) in record) full[name] = value?.DeepClone();
        foreach (var field in entity.Fields.Where(field => full[field.Name] is null)) full[field.Name] = Usual(entity, field);
        return Keep(entity, id, null, full, by);
    }

    public JsonObject Change(PlainEntity entity, string id, JsonObject sent, string by, string? ifMatch)
    {
        var row = Store.Find(entity.Name, id) ?? throw Unknown(entity, id);
        AskVersion(row.Now!, ifMatch);
        var record = Checked(entity, sent);
        var full = row.Now!.DeepClone().AsObject();
        foreach (var (name, value) in record) full[name] = value?.DeepClone();
        return Keep(entity, id, row.Now, full, by);
    }

    public void Delete(PlainEntity entity, string id, string by, string? ifMatch)
    {
        var row = Store.Find(entity.Name, id) ?? throw Unknown(entity, id);
        AskVersion(row.Now!, ifMatch);
        _references.NobodyRefersTo(entity, id);
        Store.Commit([new Pending(entity.Name, id, null, null, Difference.Between(row.Now, null, IsStamp))], by);
        Told(entity, id, "deleted");
    }

    /// <summary>What a person does on a screen of the system.</summary>
    public JsonNode? Edit(SandboxEdit edit)
    {
        var entity = system.Find(edit.Entity) ?? throw system.Refuse(404, "not_found", $"There is no entity '{edit.Entity}'.", null, null);
        switch (edit.Op)
        {
            case "create":
                return Create(entity, edit.Values ?? [], "user");
            case "update":
                return Change(entity, edit.Id ?? "", edit.Values ?? [], "user", null);
            case "delete":
                Delete(entity, edit.Id ?? "", "user", null);
                return null;
            default:
                throw system.Refuse(400, "bad_parameter", $"An edit is create, update or delete, not '{edit.Op}'.", "op", null);
        }
    }

    /// <summary>A record with every field, in the order of the schema.</summary>
    public static JsonObject Show(PlainEntity entity, JsonObject record)
    {
        var shown = new JsonObject();
        foreach (var field in entity.Fields) shown[field.Name] = record[field.Name]?.DeepClone();
        return shown;
    }

    /// <summary>All records as a reader sees them who may be behind: those changed since (inclusive), oldest change first.</summary>
    public IEnumerable<JsonObject> All(PlainEntity entity, DateTimeOffset? since)
    {
        var seen = state.Clock.Replica;
        return Store.Rows(entity.Name).Select(row => row.AsOf(seen)).OfType<JsonObject>()
            .Where(record => since is null || (SandboxClock.TryParse(Updated(record), out var at) && at >= since))
            .OrderBy(Updated, StringComparer.Ordinal).ThenBy(record => record["id"]!.GetValue<string>(), StringComparer.Ordinal);
    }

    public static string Updated(JsonObject record) => record["updated_at"]!.GetValue<string>();

    private JsonObject Keep(PlainEntity entity, string id, JsonObject? before, JsonObject after, string by)
    {
        _checks.Required(after, entity.Fields);
        if (entity.Rule(after) is { } missed) throw system.Field("required", missed.Field, missed.Why);
        _references.PointAtSomething(entity, after, before);
        IsUnique(entity, after, id);
        foreach (var list in entity.Fields.Where(field => field.ElementPrefix is not null)) GiveIds(list, after[list.Name] as JsonArray, before?[list.Name] as JsonArray);
        if (entity.Total is { } total) after["total"] = total(after);
        var changes = Difference.Between(before, after, IsStamp);
        if (before is not null && changes.Count == 0) return Show(entity, before);
        var now = SandboxClock.Milliseconds(state.Clock.Now);
        after["created_at"] = before?["created_at"]?.DeepClone() ?? now;
        after["updated_at"] = now;
        after["version"] = (before?["version"]?.GetValue<long>() ?? 0) + 1;
        Store.Commit([new Pending(entity.Name, id, null, after, changes)], by);
        Told(entity, id, before is null ? "created" : "updated");
        return Show(entity, after);
    }

    private JsonObject Checked(PlainEntity entity, JsonObject sent)
    {
        var known = sent.DeepClone().AsObject();
        if (state.Dials.IgnoreUnknownProperties)
            foreach (var name in known.Select(pair => pair.Key).Where(name => entity.Field(name) is null).ToList()) known.Remove(name);
        _checks.Values(known, entity.Fields);
        return known;
    }

    // An element keeps its id; one without is new.
    private void GiveIds(PlainField list, JsonArray? elements, JsonArray? before)
    {
        var known = (before ?? []).Select(element => element!["id"]!.ToString()).ToHashSet();
        foreach (var element in elements ?? [])
        {
            if (element!["id"]?.ToString() is not { } id) element["id"] = list.ElementPrefix + Store.Next("element:" + list.Name, 1).ToString(CultureInfo.InvariantCulture);
            else if (!known.Remove(id)) throw system.Field("unknown_reference", list.Name + ".id", $"There is no '{id}' in {list.Name}.");
        }
    }

    private void IsUnique(PlainEntity entity, JsonObject after, string id)
    {
        foreach (var field in entity.Fields.Where(field => field.Unique))
            if (after[field.Name]?.ToString() is { Length: > 0 } value && Store.Holder(entity.Name, field.Name, value) is { } holder && holder != id)
                throw system.Refuse(409, "taken", $"'{value}' is already the {field.Name} of {holder}.", field.Name, holder);
    }

    private JsonValue? Usual(PlainEntity entity, PlainField field)
    {
        if (field.Default is { } usual) return field.Type == "boolean" ? JsonValue.Create(usual == "true") : JsonValue.Create(usual);
        if (field.Series is not { } first) return null;
        while (true)
        {
            var number = Store.Next($"{entity.Name}-{field.Name}", first);
            var text = number.ToString(CultureInfo.InvariantCulture);
            if (Store.Holder(entity.Name, field.Name, text) is null) return field.Type == "integer" ? JsonValue.Create(number) : JsonValue.Create(text);
        }
    }

    private void AskVersion(JsonObject held, string? ifMatch)
    {
        if (ifMatch is null or "*" || ifMatch.Trim().Trim('"') == held["version"]!.ToString()) return;
        throw system.Refuse(412, "stale", $"The record is now at version {held["version"]}.", null, null);
    }

    private static bool IsStamp(string path) => path is "updated_at" or "created_at" or "version" or "total";

    private SandboxRefusal Unknown(PlainEntity entity, string id) => system.Refuse(404, "not_found", $"There is no {entity.Name} '{id}'.", null, null);
}
