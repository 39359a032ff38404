using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Engine.Checklists.Verify;

/// <summary>Opens a dataflow for a proof: only where it may be written to, and with the other dataflows of its systems at rest meanwhile.</summary>
internal sealed class ProofOpening(
    RunOpening opening, SyncRunner runner, SyncMemory memory, DataflowStore dataflows, SystemStore systems, Leases leases, Identifiers ids, IOptions<SyncOptions> options, TimeProvider clock)
{
    private const int Tries = 300;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(200);

    /// <summary>Stops where a system holds real data and nobody consented.</summary>
    public async Task PermitAsync(string dataflowId, int version, bool hasConsent, CancellationToken cancellation)
    {
        var dataflow = await dataflows.VersionAsync(dataflowId, version, cancellation) ?? throw new ProofStop(Reason.Of(ReasonCodes.NoDataflow, dataflowId));
        foreach (var side in new[] { Side.A, Side.B })
        {
            var system = dataflow.On(side).SystemId is { } id ? await systems.FindAsync(id, cancellation) : null;
            if (system is null) throw new ProofStop(Reason.Of(ReasonCodes.NotConnected, dataflow.On(side).Name));
            if (system.Environment == SystemEnvironment.Production && !hasConsent) throw new ProofStop(Said.Production(system.Name));
        }
    }

    /// <summary>Both systems, with the rules of a version of the definition; the present one where none is named.</summary>
    public async Task<Bench> OpenAsync(string dataflowId, int? version, OpenDoors doors, string who, CancellationToken cancellation)
    {
        var run = new Run
        {
            Id = ids.New(), DataflowId = dataflowId, DefinitionVersion = version ?? await opening.VersionAsync(dataflowId, cancellation), Kind = RunKind.DryRun, Trigger = RunTrigger.Verify, StartedAt = clock.GetUtcNow(),
        };
        var open = await opening.ReadyAsync(run, await opening.OpenAsync(run, doors, cancellation), new SyncRequest(dataflowId, RunKind.DryRun, RunTrigger.Verify), doors, null, cancellation);
        return new Bench(open, runner, memory, clock, who);
    }

    /// <summary>One proof of a dataflow at a time; and the other dataflows of the same systems do not run while test records stand, which they would carry on. Null where it is another's for too long.</summary>
    public async Task<Held?> HoldAsync(string dataflowId, Guid proofId, bool waits, CancellationToken cancellation)
    {
        var all = await dataflows.AllAsync(cancellation);
        var mine = all.Where(flow => flow.Id == dataflowId).SelectMany(flow => new[] { flow.A.SystemId, flow.B.SystemId }).OfType<string>().ToHashSet();
        var others = all.Where(other => other.Id != dataflowId && (mine.Contains(other.A.SystemId ?? "") || mine.Contains(other.B.SystemId ?? ""))).Select(other => other.Id);
        var held = new Held();
        foreach (var name in others.Prepend($"{dataflowId}/proof"))
        {
            var lease = new DataflowLease(leases, name, proofId, options.Value.LeaseTime, options.Value.Beats, clock);
            for (var tried = 0; !await lease.TakeAsync(cancellation); tried++)
            {
                if (!waits || tried >= Tries)
                {
                    await held.DisposeAsync();
                    return null;
                }

                await Patience.UntilAsync(clock.GetUtcNow() + Between, clock, cancellation);
            }

            held.Add(lease);
        }

        return held;
    }

    /// <summary>The dataflows that are at rest.</summary>
    internal sealed class Held : IAsyncDisposable
    {
        private readonly List<DataflowLease> _leases = [];

        public void Add(DataflowLease lease) => _leases.Add(lease);

        public async Task StayAsync(CancellationToken cancellation)
        {
            foreach (var lease in _leases) await lease.StayAsync(cancellation);
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var lease in _leases) await lease.DisposeAsync();
        }
    }
}
