using System.Text.Json.Nodes;

namespace SesamTalk.Web.Sandbox.Kit;

/// <summary>One system played by a sandbox: its records, its doors, and the way a person edits in its own screens.</summary>
internal interface ISandboxSystem
{
    string Name { get; }
    SandboxState State { get; }

    /// <summary>The dials that this system heeds, by the names of <see cref="SandboxDials"/>.</summary>
    IReadOnlyList<string> Heeds => ["requestsPerSecond", "replicaLagSeconds", "clockOffsetSeconds", "clockFrozenAt", "keyRevoked", "ignoreUnknownProperties"];

    /// <summary>The faults that can be made here.</summary>
    IReadOnlyList<string> Faults => Fault.Kinds;

    /// <summary>Adds the system's addresses.</summary>
    void Map(SandboxRoutes routes);

    /// <summary>An edit by a person: the system's own checks, but no sign-in and no limit on the rate.</summary>
    JsonNode? Edit(SandboxEdit edit);

    /// <summary>Notes in the journal what others did without asking; nothing where all come through the system's own addresses.</summary>
    void Look(string by = "api")
    {
    }

    /// <summary>The answer to a body that is not JSON.</summary>
    Reply Malformed(string what);

    /// <summary>The records of an entity as they stand now, for whoever looks behind the scenes.</summary>
    IEnumerable<JsonObject> Standing(string entity) => State.Store.Rows(entity).Select(row => row.Now).OfType<JsonObject>().Select(body => body.DeepClone().AsObject());

    /// <summary>The answer to an address that does not exist.</summary>
    Reply NoSuchAddress(HttpRequest request);
}

/// <summary>What a person does on a screen.</summary>
/// <param name="Op"><c>create</c>, <c>update</c> or <c>delete</c>.</param>
/// <param name="Parent">The record it belongs to, where the system nests them.</param>
/// <param name="Values">Only the values that are set; nested objects are merged.</param>
internal sealed record SandboxEdit(string Entity, string Op, string? Id = null, string? Parent = null, JsonObject? Values = null);
