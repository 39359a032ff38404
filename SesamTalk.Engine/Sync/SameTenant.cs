using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Sync;

/// <summary>
/// Asks a system whose data it holds before anything is read from it. Another client's data behind the same address would look
/// like every record gone and as many new ones, so the run ends until a person says that it is meant.
/// </summary>
internal sealed class SameTenant(SystemMemory memory, SafetyPieces pieces, TimeProvider clock)
{
    /// <summary>Ends the run where the system answers as another than it was; remembers who it is at its first run. A preview remembers nothing.</summary>
    public async Task AskAsync(ConnectedSystem system, IConnector door, RunKind kind, CancellationToken cancellation)
    {
        if (door is not ITellsIdentity teller) return;
        if (!(await teller.WhoAsync(cancellation)).Is(out var now, out var error)) throw RunEnd.Of(Reason.Of(ReasonCodes.NotDescribed, system.Name, error.Because), error);
        if (now.Id.Length == 0) return;
        var known = await memory.IdentityAsync(system.Id, cancellation);
        if (known is null && kind != RunKind.DryRun) await memory.KeepAsync(system.Id, new StoredIdentity(clock.GetUtcNow(), now), cancellation);
        if (pieces.SameTenant && known is not null && known.Identity.Id != now.Id) throw new RunEnd(RunOutcome.Failed, Reason.Of(ReasonCodes.OtherTenant, system.Name, now.Name, known.Identity.Name, system.Id));
    }
}
