using System.Text.Json.Nodes;

namespace SesamTalk.Web.Sandbox.Kit;

/// <summary>
/// Keeps the journal of a system that others write into without asking, a database or a folder: what it holds is compared with
/// what was seen last.
/// </summary>
internal sealed class Onlooker(SandboxState state, Func<IEnumerable<(string Entity, string Id, JsonObject Values)>> look)
{
    /// <summary>Notes what changed since the last look.</summary>
    public void Look(string by)
    {
        lock (state.Store.Gate)
        {
            var writes = new List<Pending>();
            var here = new HashSet<(string, string)>();
            foreach (var (entity, id, values) in look())
            {
                here.Add((entity, id));
                var before = state.Store.Find(entity, id)?.Now;
                var changes = Difference.Between(before, values, path => path == "updated_at");
                if (before is null || changes.Count > 0) writes.Add(new Pending(entity, id, null, values, changes));
            }

            foreach (var gone in state.Store.Living().Where(row => !here.Contains((row.Entity, row.Id))))
                writes.Add(new Pending(gone.Entity, gone.Id, null, null, Difference.Between(gone.Now, null, path => path == "updated_at")));
            state.Store.Commit(writes, by);
        }
    }

    /// <summary>An edit by a person; what others did before is noted as theirs.</summary>
    public JsonNode? Edit(Func<JsonNode?> edit)
    {
        Look("api");
        var answer = edit();
        Look("user");
        return answer;
    }
}
