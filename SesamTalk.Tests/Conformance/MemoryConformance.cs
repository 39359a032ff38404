using System.Text.Json.Nodes;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Records;

namespace SesamTalk.Tests.Conformance;

/// <summary>The systems of the simulator and of many tests keep what every other connector promises.</summary>
public sealed class MemoryConformance : CommonConformance
{
    private static readonly EntityDescription Customers = new(
        new Schema("Customers",
        [
            new("Id", PropertyType.Integer) { IsKey = true, IsReadOnly = true },
            new("Name", PropertyType.Text) { MaxLength = 200 }, new("Address", PropertyType.Text), new("Country", PropertyType.Text) { MaxLength = 2 },
            new("Credit", PropertyType.Decimal), new("Active", PropertyType.Boolean), new("Since", PropertyType.Date), new("OurRef", PropertyType.Text),
            new("Changed", PropertyType.DateTime) { IsReadOnly = true },
        ]),
        new EntityCapabilities
        {
            ChangeCursor = true, LocksByVersion = true, CanCreate = true, CanUpdate = true, CanDelete = true,
            ReferenceProperty = "OurRef", SearchableBy = ["Name", "OurRef"], Archive = ("Active", false),
        });

    protected override Task<ConformanceSubject> OpenAsync(string folder)
    {
        var system = new MemorySystem(TimeProvider.System) { PageSize = 5 }.With(Customers);
        var host = new Off(system);
        return Task.FromResult(new ConformanceSubject
        {
            Host = host,
            Door = host,
            Kind = new ConnectorKind("memory", "Memory", _ => new MemoryConnector(system)),
            System = new ConnectedSystem { Id = "memory", Name = "Memory", Connector = "memory" },
            Entity = "Customers",
            Values = number => [new("Name", $"Fjordheim {number} AS"), new("Credit", 1234.5m), new("Since", new DateOnly(2020, 2, 29))],
            Text = "Address",
            Refused = new("Country", "Norge"),
            NoSuchId = "999999",
        });
    }

    /// <summary>A system in memory is away when it says so; its order of changes needs no clock.</summary>
    private sealed class Off(MemorySystem system) : IConformanceDoor, IAsyncDisposable
    {
        public Task FaultAsync(string kind, int status = 503, int count = 1, string? method = null, string? path = null) => throw new NotSupportedException($"There is no fault {kind}.");

        public Task DialAsync(JsonObject dials) => Task.CompletedTask;

        public Task AdvanceAsync(double seconds) => Task.CompletedTask;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync()
        {
            system.Trouble = _ => new MemoryTrouble(new ConnectorError.Unreachable("It is off."));
            return ValueTask.CompletedTask;
        }
    }
}
