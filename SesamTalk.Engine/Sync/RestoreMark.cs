using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Sync;

/// <summary>
/// A restored installation does not know what was created after its backup. Merge keys find most of that again; what has none
/// would be created twice. So the first plan of each dataflow that would create anything waits for a person.
/// </summary>
internal sealed class RestoreMark(SettingStore settings)
{
    /// <summary>The setting that says of which moment the backup is.</summary>
    public const string Key = "restored";

    /// <summary>Why the plan waits; null where nothing was restored, this dataflow has passed, or nothing would be created.</summary>
    public async Task<Reason?> HoldAsync(OpenRun run, SyncPlan plan, CancellationToken cancellation)
    {
        var creates = plan.Writes.Count(write => write.Act == WriteAct.Create);
        return creates > 0 && await settings.GetAsync(Key, cancellation) is { } moment && await settings.GetAsync(KeyOf(run), cancellation) != moment ? Reason.Of(ReasonCodes.AfterRestore, moment, creates) : null;
    }

    /// <summary>Whether a plan that creates anything waits.</summary>
    public async Task<bool> MayHoldAsync(OpenRun run, CancellationToken cancellation) =>
        await settings.GetAsync(Key, cancellation) is { } moment && await settings.GetAsync(KeyOf(run), cancellation) != moment;

    /// <summary>Notes that a plan of the whole dataflow was let go: from now on it knows what there is.</summary>
    public async Task PassAsync(OpenRun run, CancellationToken cancellation)
    {
        if (run.Only is null && run.Run.Kind != RunKind.Undo && await settings.GetAsync(Key, cancellation) is { } moment && await settings.GetAsync(KeyOf(run), cancellation) != moment)
            await settings.SetAsync(KeyOf(run), moment, cancellation);
    }

    private static string KeyOf(OpenRun run) => $"{Key}.{run.Dataflow.Id}";
}
