using System.Text.Json.Nodes;

namespace SesamTalk.Tests.Conformance;

/// <summary>The way behind the scenes of a system under test: its clock, its dials and, where it has any, its faults.</summary>
public interface IConformanceDoor : IDisposable
{
    /// <summary>Makes trouble for the next requests that fit.</summary>
    Task FaultAsync(string kind, int status = 503, int count = 1, string? method = null, string? path = null);

    /// <summary>Turns dials.</summary>
    Task DialAsync(JsonObject dials);

    /// <summary>Moves the system's clock.</summary>
    Task AdvanceAsync(double seconds);
}
