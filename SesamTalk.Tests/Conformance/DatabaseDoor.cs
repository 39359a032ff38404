using System.Globalization;
using System.Text.Json.Nodes;

namespace SesamTalk.Tests.Conformance;

/// <summary>The way behind the scenes of a test database: its stamps are taken from a table named clock. It has no faults to switch on.</summary>
public sealed class DatabaseDoor(Func<string, Task> execute) : IConformanceDoor
{
    public Task FaultAsync(string kind, int status = 503, int count = 1, string? method = null, string? path = null) =>
        throw new NotSupportedException($"A database has no fault {kind}.");

    public Task DialAsync(JsonObject dials) => execute($"UPDATE clock SET frozen = '{(string)dials["clockFrozenAt"]!}'");

    public Task AdvanceAsync(double seconds) => execute(string.Create(CultureInfo.InvariantCulture, $"UPDATE clock SET ahead = ahead + {seconds}"));

    public void Dispose()
    {
    }
}
