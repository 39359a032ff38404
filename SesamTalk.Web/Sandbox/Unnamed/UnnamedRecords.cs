using System.Globalization;
using System.Text.Json.Nodes;
using SesamTalk.Web.Sandbox.Kit;

namespace SesamTalk.Web.Sandbox.Unnamed;

/// <summary>Reads and writes single records of the unnamed system by its rules.</summary>
internal sealed class UnnamedRecords(SandboxState state)
{
    private SandboxStore Store => state.Store;

    public JsonObject Read(UnnamedEntity entity, string id)
    {
        var seen = state.Clock.Replica;
        var row = Store.FindAsOf(entity.Name, id, seen) ?? throw Unknown(entity, id);
        return Show(entity, row.AsOf(seen)!);
    }

    public JsonObject Create(UnnamedEntity entity, JsonObject sent, string by)
    {
        var record = Checked(entity, sent);
        var number = Store.Next(entity.Name, entity.FirstNumber);
        var id = entity.Prefix + number.ToString(CultureInfo.InvariantCulture);
        var full = new JsonObject { ["id"] = id };
        foreach (var (name, value) in record) full[name] = value?.DeepClone();
        foreach (var field in entity.Fields)
            if (field.Default is { } usual && full[field.Name] is null) full[field.Name] = usual;
        if (entity.Name == "invoices" && full["number"] is null) full["number"] = FreeNumber(entity);
        UnnamedChecks.Required(full, entity.Fields);
        return Keep(entity, id, null, full, by);
    }

    public JsonObject Change(UnnamedEntity entity, string id, JsonObject sent, string by, string? ifMatch)
    {
        var row = Store.Find(entity.Name, id) ?? throw Unknown(entity, id);
        AskVersion(row.Now!, ifMatch);
        var record = Checked(entity, sent);
        var full = row.Now!.DeepClone().AsObject();
        foreach (var (name, value) in record) full[name] = value?.DeepClone();
        UnnamedChecks.Required(full, entity.Fields);
        return Keep(entity, id, row.Now, full, by);
    }

    public void Delete(UnnamedEntity entity, string id, string by, string? ifMatch)
    {
        var row = Store.Find(entity.Name, id) ?? throw Unknown(entity, id);
        AskVersion(row.Now!, ifMatch);
        foreach (var (other, field) in UnnamedSchema.Entities.SelectMany(other => other.Fields.Select(field => (other, field))))
            if (field.References.Contains(entity.Name) && User(other, field.Name, id) is { } user)
                throw UnnamedRefusals.Make(409, "in_use", $"{id} is used by {other.Name} {user}.", field.Name, user);
        Store.Commit([new Pending(entity.Name, id, null, null, Difference.Between(row.Now, null, IsStamp))], by);
    }

    /// <summary>A record with every field, in the order of the schema.</summary>
    public static JsonObject Show(UnnamedEntity entity, JsonObject record)
    {
        var shown = new JsonObject();
        foreach (var field in entity.Fields) shown[field.Name] = record[field.Name]?.DeepClone();
        return shown;
    }

    private JsonObject Keep(UnnamedEntity entity, string id, JsonObject? before, JsonObject after, string by)
    {
        RefersToSomething(entity, after, before);
        IsUnique(entity, after, id);
        if (entity.Name == "invoices") after["total"] = Total(after["lines"] as JsonArray);
        var changes = Difference.Between(before, after, IsStamp);
        if (before is not null && changes.Count == 0) return Show(entity, before);
        var now = SandboxClock.Milliseconds(state.Clock.Now);
        after["created_at"] = before?["created_at"]?.DeepClone() ?? now;
        after["updated_at"] = now;
        after["version"] = (before?["version"]?.GetValue<long>() ?? 0) + 1;
        Store.Commit([new Pending(entity.Name, id, null, after, changes)], by);
        return Show(entity, after);
    }

    private JsonObject Checked(UnnamedEntity entity, JsonObject sent)
    {
        var known = sent.DeepClone().AsObject();
        if (state.Dials.IgnoreUnknownProperties)
            foreach (var name in known.Select(pair => pair.Key).Where(name => entity.Field(name) is null).ToList()) known.Remove(name);
        UnnamedChecks.Values(known, entity.Fields);
        return known;
    }

    private void RefersToSomething(UnnamedEntity entity, JsonObject after, JsonObject? before)
    {
        foreach (var field in entity.Fields.Where(field => field.References.Length > 0))
        {
            if (after[field.Name]?.GetValue<string>() is not { } id || JsonNode.DeepEquals(before?[field.Name], after[field.Name])) continue;
            if (!field.References.Any(target => Store.Find(target, id)?.Id == id))
                throw UnnamedRefusals.Field("unknown_reference", field.Name, $"There is no {string.Join(" or ", field.References)} '{id}'.");
        }
    }

    private void IsUnique(UnnamedEntity entity, JsonObject after, string id)
    {
        foreach (var field in entity.Fields.Where(field => field.Unique))
            if (after[field.Name]?.GetValue<string>() is { Length: > 0 } value && Store.Holder(entity.Name, field.Name, value) is { } holder && holder != id)
                throw UnnamedRefusals.Make(409, "taken", $"'{value}' is already the {field.Name} of {holder}.", field.Name, holder);
    }

    private string? User(UnnamedEntity entity, string field, string id) =>
        Store.Rows(entity.Name).FirstOrDefault(row => row.Now?[field]?.ToString() == id)?.Id;

    private string FreeNumber(UnnamedEntity entity)
    {
        while (true)
        {
            var number = Store.Next("invoice-number", 90001).ToString(CultureInfo.InvariantCulture);
            if (Store.Holder(entity.Name, "number", number) is null) return number;
        }
    }

    private static decimal Total(JsonArray? lines) => lines is null ? 0 : lines.Sum(line =>
        decimal.Round((decimal)line!["quantity"]!.GetValue<double>() * (decimal)line["unit_price"]!.GetValue<double>(), 2));

    private static void AskVersion(JsonObject held, string? ifMatch)
    {
        if (ifMatch is null or "*" || ifMatch.Trim().Trim('"') == held["version"]!.ToString()) return;
        throw UnnamedRefusals.Make(412, "stale", $"The record is now at version {held["version"]}.");
    }

    private static bool IsStamp(string path) => path is "updated_at" or "created_at" or "version" or "total";

    private static SandboxRefusal Unknown(UnnamedEntity entity, string id) => UnnamedRefusals.NotFound($"There is no {entity.Name} '{id}'.");
}
