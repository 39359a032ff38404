using System.Collections.Immutable;
using System.Text.Json.Nodes;
using SesamTalk.Engine.Connectors;

namespace SesamTalk.Tests.Conformance;

/// <summary>The customers that stand in every folder under test.</summary>
internal static class FileSubject
{
    public const string Fields = """
          key: [id]
          reference: our_ref
          stamp: updated_at
          label: [name]
          archive: { column: active, value: "false" }
          fields:
            - { name: id, type: integer }
            - { name: name, required: true, maxLength: 200 }
            - { name: org_no, maxLength: 20 }
            - { name: address }
            - { name: city }
            - { name: country, values: [NO, SE] }
            - { name: credit, type: decimal }
            - { name: since, type: date }
            - { name: our_ref }
            - { name: active, type: boolean }
            - { name: updated_at, type: datetime }
        """;

    public static ConformanceSubject Of(string folder, string file, string content)
    {
        var place = Directory.CreateDirectory(Path.Combine(folder, "files")).FullName;
        File.WriteAllText(Path.Combine(place, file), content);
        return new()
        {
            Host = new GoneFolder(place),
            Door = new StillDoor(),
            System = System(place, $"- entity: Customers\n  file: {file}\n{Fields}"),
            Entity = "Customers",
            Values = number => [new("name", $"Fjordheim {number} AS"), new("org_no", $"9{number:00000000}"), new("city", "Bodø"), new("credit", 1234.5m), new("since", new DateOnly(2020, 2, 29))],
            Text = "address",
            Refused = new("country", "XX"),
            NoSuchId = "999999",
        };
    }

    public static ConnectedSystem System(string folder, string entities, params (string Name, string Value)[] more) => new()
    {
        Id = "pms",
        Name = "PMS",
        Connector = "file",
        Settings = ImmutableDictionary.CreateRange<string, string>([new("folder", folder), new("entities", entities), new("pageSize", "5"), new("lockSeconds", "0")])
            .SetItems(more.Select(one => KeyValuePair.Create(one.Name, one.Value))),
    };

    private sealed class GoneFolder(string folder) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, true);
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>A folder has no clock of its own and no faults to switch on.</summary>
    private sealed class StillDoor : IConformanceDoor
    {
        public Task FaultAsync(string kind, int status = 503, int count = 1, string? method = null, string? path = null) => throw new NotSupportedException($"A folder has no fault {kind}.");

        public Task DialAsync(JsonObject dials) => Task.CompletedTask;

        public Task AdvanceAsync(double seconds) => Task.CompletedTask;

        public void Dispose()
        {
        }
    }
}
