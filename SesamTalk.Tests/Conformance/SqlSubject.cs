using System.Collections.Immutable;
using SesamTalk.Engine.Connectors;

namespace SesamTalk.Tests.Conformance;

/// <summary>The customers that stand in every database under test.</summary>
internal static class SqlSubject
{
    private const string Entities = """
        - entity: Customers
          table: customers
          change: updated_at
          reference: our_ref
          label: [name]
          archive: { column: active, value: "false" }
        """;

    public static ConformanceSubject Of(IAsyncDisposable host, Func<string, Task> execute, string provider, string place) => new()
    {
        Host = host,
        Door = new DatabaseDoor(execute),
        System = System(provider, place, Entities),
        Entity = "Customers",
        Values = number => [new("name", $"Fjordheim {number} AS"), new("org_no", $"9{number:00000000}"), new("city", "Bodø"), new("credit", 1234.5m), new("since", new DateOnly(2020, 2, 29))],
        Text = "address",
        Refused = new("country", "XX"),
        NoSuchId = "999999",
    };

    public static ConnectedSystem System(string provider, string place, string entities) => new()
    {
        Id = "crm",
        Name = "CRM",
        Connector = "sql",
        Settings = new Dictionary<string, string> { ["provider"] = provider, ["file"] = place, ["entities"] = entities, ["pageSize"] = "5" }.ToImmutableDictionary(),
        ProtectedSecrets = new Dictionary<string, string> { ["connection"] = place }.ToImmutableDictionary(),
    };
}
