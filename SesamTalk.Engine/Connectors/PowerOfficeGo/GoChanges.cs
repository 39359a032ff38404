using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.PowerOfficeGo;

/// <summary>Records as changes: when, which state, and from where the next read may begin.</summary>
internal static class GoChanges
{
    private const string MailStamp = "MailAddress." + GoEntity.Stamp;

    /// <summary>The record as a change. Its moment is the later of its own stamp and its address's, which move apart.</summary>
    public static Change Of(Record record)
    {
        var at = Later(record[GoEntity.Stamp] as DateTimeOffset?, record[MailStamp] as DateTimeOffset?);
        return new Change(ChangeKind.Upsert, record.Id!.Value, record, Version(at), at);
    }

    /// <summary>The state's stamp, as the nearest thing to a version that Go has.</summary>
    public static RecordVersion VersionOf(Record record) => Of(record).Version;

    /// <summary>The newest stamp that the changed-since filter goes by.</summary>
    public static DateTimeOffset? Newest(DateTimeOffset? before, IEnumerable<Record> records) =>
        records.Aggregate(before, (newest, record) => Later(newest, record[GoEntity.Stamp] as DateTimeOffset?));

    /// <summary>Where the next read begins: the newest stamp less the overlap, and never earlier than this read began.</summary>
    public static string? Cursor(DateTimeOffset? newest, DateTimeOffset? since, TimeSpan overlap) =>
        Later(newest - overlap, since) is { } next ? Moments.Text(next) : null;

    private static RecordVersion Version(DateTimeOffset? at) => at is { } moment ? new RecordVersion(Moments.Text(moment)) : RecordVersion.None;

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one is null ? other : other is null || one > other ? one : other;
}
