using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Checklists.Verify;

/// <summary>What one proof writes down of its test records, before it touches any of them.</summary>
internal sealed class ProofDiary(TestRecordStore store, Guid proofId, string dataflowId, Identifiers ids, TimeProvider clock)
{
    /// <summary>Writes down that a record is about to be made, with a value that it can be found by.</summary>
    public Task<TestRecord> IntendAsync(string pairId, Side side, string entity, string markPath, ValueMap marked, CancellationToken cancellation) =>
        KeepAsync(New(pairId, side, entity) with { MarkPath = markPath, Marked = marked }, cancellation);

    /// <summary>The record was made.</summary>
    public Task<TestRecord> MadeAsync(TestRecord entry, RecordId id, CancellationToken cancellation) => KeepAsync(entry with { Record = id, State = TestRecordState.Standing }, cancellation);

    /// <summary>The record was refused: there is nothing to clean up.</summary>
    public Task<TestRecord> RefusedAsync(TestRecord entry, CancellationToken cancellation) => KeepAsync(entry with { State = TestRecordState.CleanedUp }, cancellation);

    /// <summary>A record that the engine made across from a test record.</summary>
    public Task<TestRecord> FollowedAsync(string pairId, Side side, string entity, RecordId id, CancellationToken cancellation) =>
        KeepAsync(New(pairId, side, entity) with { Record = id, State = TestRecordState.Standing }, cancellation);

    /// <summary>A record of somebody's is about to be borrowed; what it holds is kept first.</summary>
    public Task<TestRecord> BorrowAsync(string pairId, Side side, string entity, RecordId id, ValueMap before, CancellationToken cancellation) =>
        KeepAsync(New(pairId, side, entity) with { Record = id, IsBorrowed = true, Before = before, State = TestRecordState.Standing }, cancellation);

    private TestRecord New(string pairId, Side side, string entity) =>
        new() { Id = ids.New(), ProofId = proofId, DataflowId = dataflowId, PairId = pairId, Side = side, Entity = entity, Message = Reason.None, At = clock.GetUtcNow() };

    private async Task<TestRecord> KeepAsync(TestRecord entry, CancellationToken cancellation)
    {
        await store.SaveAsync([entry], cancellation);
        return entry;
    }
}
