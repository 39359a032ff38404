using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Sync;

/// <summary>
/// What a person may ask of one link, or of one record without a partner: another try of a refused write without waiting, a
/// pause, and its end. Nothing is written by these; the next run carries them out. False where there is nothing of that to do.
/// </summary>
public sealed class RecordVerbs(RecordStates states)
{
    private static readonly Population[] Refused = [Population.Failing, Population.Waiting];
    private static readonly Population[] Running = [Population.InSync, Population.Waiting, Population.Failing, Population.Conflict];

    /// <summary>The next run tries a refused write again, however long it was to wait.</summary>
    public Task<bool> TryAgainAsync(Guid linkId, string who, CancellationToken cancellation = default) =>
        states.MoveAsync(linkId, Refused, Population.Waiting, Reason.Of(ReasonCodes.TriedAgainBy, who), who, cancellation);

    /// <inheritdoc cref="TryAgainAsync(Guid, string, CancellationToken)"/>
    public Task<bool> TryAgainAsync(UnlinkedRecord record, string who, CancellationToken cancellation = default) =>
        states.MoveAsync(record, Refused, Population.Waiting, Reason.Of(ReasonCodes.TriedAgainBy, who), who, cancellation);

    /// <summary>Nothing is written for the link until it is resumed; its records drift apart meanwhile.</summary>
    public Task<bool> PauseAsync(Guid linkId, string because, string who, CancellationToken cancellation = default) =>
        states.MoveAsync(linkId, Running, Population.Paused, Reason.Of(ReasonCodes.PausedBy, who, because), who, cancellation);

    /// <summary>The next run looks at a paused link again; edits of both sides since then meet like any others.</summary>
    public Task<bool> ResumeAsync(Guid linkId, string who, CancellationToken cancellation = default) =>
        states.MoveAsync(linkId, [Population.Paused], Population.Waiting, Reason.Of(ReasonCodes.ResumedBy, who), who, cancellation);

    /// <summary>The next run takes up again a record that was kept apart.</summary>
    public Task<bool> ResumeAsync(UnlinkedRecord record, string who, CancellationToken cancellation = default) =>
        states.MoveAsync(record, [Population.Paused], Population.Waiting, Reason.Of(ReasonCodes.ResumedBy, who), who, cancellation);
}
