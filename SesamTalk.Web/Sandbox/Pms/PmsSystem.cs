using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using SesamTalk.Web.Sandbox.Kit;

namespace SesamTalk.Web.Sandbox.Pms;

/// <summary>The customer's own project system: a folder of files that SesamTalk reads and rewrites. Entities: Customer, Project.</summary>
internal sealed class PmsSystem(SandboxState state, PmsFolder folder) : DirectSystem(state)
{
    private const long FirstId = 1001;

    public override string Name => SandboxHost.CustomPms;

    protected override IEnumerable<(string Id, JsonObject Values)> Records(string entity) => folder.Read(File(entity)).Select(record => (Id(record), record));

    protected override IEnumerable<(string Entity, string Id, JsonObject Values)> All() =>
        PmsFiles.All.SelectMany(file => Records(file.Entity).Select(record => (file.Entity, record.Id, record.Values)));

    protected override JsonNode? CarryOut(SandboxEdit edit)
    {
        var file = File(edit.Entity);
        var values = edit.Values ?? [];
        foreach (var (name, value) in values) Check(file, name, value);
        return folder.Change(file, records => edit.Op switch
        {
            "create" => Create(file, records, values),
            "update" => Change(file, records, edit.Id, values),
            "delete" => Remove(file, records, edit.Id),
            _ => throw No(400, $"An edit is create, update or delete, not '{edit.Op}'."),
        });
    }

    private static JsonObject Create(PmsFile file, List<JsonObject> records, JsonObject values)
    {
        var id = records.Count == 0 ? FirstId : records.Max(record => long.Parse(Id(record), CultureInfo.InvariantCulture)) + 1;
        var made = new JsonObject(file.Columns.Select(column => KeyValuePair.Create(column.Name, column.Name == "id" ? id : values[column.Name]?.DeepClone())));
        records.Add(Whole(file, made));
        return made.DeepClone().AsObject();
    }

    private static JsonNode Change(PmsFile file, List<JsonObject> records, string? id, JsonObject values)
    {
        var record = Known(file, records, id);
        foreach (var (name, value) in values) record[name] = value?.DeepClone();
        return Whole(file, record).DeepClone();
    }

    private static JsonNode? Remove(PmsFile file, List<JsonObject> records, string? id)
    {
        records.Remove(Known(file, records, id));
        return null;
    }

    private static JsonObject Known(PmsFile file, List<JsonObject> records, string? id) => records.Find(record => Id(record) == id) ?? throw No(404, $"There is no {file.Entity} '{id}'.");

    private static JsonObject Whole(PmsFile file, JsonObject record) =>
        file.Required.FirstOrDefault(name => record[name] is null) is { } missing ? throw No(422, $"A {file.Entity} needs its {missing}.") : record;

    private static void Check(PmsFile file, string name, JsonNode? value)
    {
        if (name == "id" || file.Column(name) is not { } column) throw No(422, $"{file.Entity} has no column '{name}' that may be filled.");
        var fits = value is null || (column.Kind, value.GetValueKind()) switch
        {
            (PmsKind.Text, JsonValueKind.String) or (PmsKind.Whole or PmsKind.Amount, JsonValueKind.Number) or (PmsKind.YesNo, JsonValueKind.True or JsonValueKind.False) => true,
            (PmsKind.Day, JsonValueKind.String) => DateOnly.TryParseExact(value.GetValue<string>(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var _),
            _ => false,
        };
        if (!fits) throw No(422, $"{name} cannot be {value!.ToJsonString()}.");
    }

    private static string Id(JsonObject record) => record["id"]?.ToString() ?? "";

    private static PmsFile File(string entity) => PmsFiles.Find(entity) ?? throw No(404, $"There is no entity '{entity}'; there are {string.Join(", ", PmsFiles.All.Select(file => file.Entity))}.");
}
