using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Sync;

/// <summary>Reads single records fresh, each at most once in a run.</summary>
internal sealed class LookUps(OpenRun run)
{
    private readonly Dictionary<(Side, string, RecordId), Change?> _found = [];

    /// <summary>The record as the system has it now; null where it says that there is none.</summary>
    public async Task<Change?> ReadAsync(Side side, EntityDescription entity, RecordId id, CancellationToken cancellation)
    {
        if (FormerId.Is(id)) return null;
        if (_found.TryGetValue((side, entity.Name, id), out var known)) return known;
        var answer = await run.On(side).ReadAsync(entity.Name, id, cancellation);
        if (!answer.Is(out var reading, out var error)) throw RunEnd.Of(Reason.Of(ReasonCodes.NotAsked, run.Dataflow.On(side).Name, $"{entity.Name} {id}", error.Because), error);
        return _found[(side, entity.Name, id)] = reading.Change is { Kind: ChangeKind.Upsert } change ? change : null;
    }
}
