using System.Text.Json.Nodes;

namespace SesamTalk.Web.Sandbox.Kit;

/// <summary>
/// A system that is reached in its own place, a database or a folder, and not over HTTP. Its server has only the door behind the scenes.
/// </summary>
internal abstract class DirectSystem : ISandboxSystem
{
    private readonly Onlooker _onlooker;

    protected DirectSystem(SandboxState state)
    {
        State = state;
        _onlooker = new Onlooker(state, All);
    }

    public abstract string Name { get; }

    public SandboxState State { get; }

    public IReadOnlyList<string> Heeds => ["clockOffsetSeconds", "clockFrozenAt"];

    public IReadOnlyList<string> Faults => [];

    /// <summary>Nothing but the door behind the scenes.</summary>
    public void Map(SandboxRoutes routes)
    {
    }

    public IEnumerable<JsonObject> Standing(string entity) => Records(entity).Select(record => record.Values);

    public JsonNode? Edit(SandboxEdit edit) => _onlooker.Edit(() => CarryOut(edit));

    public void Look(string by = "api") => _onlooker.Look(by);

    public Reply Malformed(string what) => No(400, what).Reply;

    public Reply NoSuchAddress(HttpRequest request) => No(404, $"{Name} is not reached over HTTP; there is nothing at this address.").Reply;

    /// <summary>All records of an entity as they stand there now; refuses an entity that there is not.</summary>
    protected abstract IEnumerable<(string Id, JsonObject Values)> Records(string entity);

    /// <summary>All records of all entities.</summary>
    protected abstract IEnumerable<(string Entity, string Id, JsonObject Values)> All();

    /// <summary>Does what a person does on a screen, and gives the record as it is then.</summary>
    protected abstract JsonNode? CarryOut(SandboxEdit edit);

    protected static SandboxRefusal No(int status, string message) => new(new Reply(status, new JsonObject { ["error"] = message }));
}
