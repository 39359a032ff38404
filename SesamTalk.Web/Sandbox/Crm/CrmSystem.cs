using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using SesamTalk.Web.Sandbox.Kit;

namespace SesamTalk.Web.Sandbox.Crm;

/// <summary>The customer's own CRM: an SQLite database that SesamTalk reaches as such. Entities: Customer, Contact, Product, Order.</summary>
internal sealed class CrmSystem(SandboxState state, CrmDatabase database) : DirectSystem(state)
{
    public override string Name => SandboxHost.CustomCrm;

    protected override IEnumerable<(string Id, JsonObject Values)> Records(string entity) =>
        database.Rows(Table(entity)).Select(row => (row["id"]!.ToString(), row));

    protected override IEnumerable<(string Entity, string Id, JsonObject Values)> All() =>
        CrmTables.All.SelectMany(table => Records(table.Entity).Select(record => (table.Entity, record.Id, record.Values)));

    protected override JsonNode? CarryOut(SandboxEdit edit)
    {
        var table = Table(edit.Entity);
        var values = edit.Values ?? [];
        if (values.Select(pair => pair.Key).FirstOrDefault(name => !table.Columns.Contains(name)) is { } stranger) throw No(422, $"{edit.Entity} has no column '{stranger}'.");
        try
        {
            switch (edit.Op)
            {
                case "create":
                    return database.Rows(table, database.Insert([(table, values)])[0])[0];
                case "update":
                    var id = Id(edit);
                    return database.Change(table, id, values) ? database.Rows(table, id)[0] : throw No(404, $"There is no {edit.Entity} {id}.");
                case "delete":
                    return database.Delete(table, Id(edit)) ? null : throw No(404, $"There is no {edit.Entity} {edit.Id}.");
                default:
                    throw No(400, $"An edit is create, update or delete, not '{edit.Op}'.");
            }
        }
        catch (SqliteException refused) when (refused.SqliteErrorCode == 19)
        {
            throw No(422, refused.Message);
        }
    }

    private static CrmTable Table(string entity) => CrmTables.Find(entity) ?? throw No(404, $"There is no entity '{entity}'; there are {string.Join(", ", CrmTables.All.Select(table => table.Entity))}.");

    private static long Id(SandboxEdit edit) => long.TryParse(edit.Id, CultureInfo.InvariantCulture, out var id) ? id : throw No(404, $"There is no {edit.Entity} '{edit.Id}'.");
}
