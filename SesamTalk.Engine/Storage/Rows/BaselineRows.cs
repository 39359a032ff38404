using System.Data.Common;
using SesamTalk.Engine.Merging;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Storage.Rows;

internal static class BaselineRows
{
    public static readonly TableShape<Baseline> Shape = new("Baselines", ["LinkId"],
    [
        Column.Id("LinkId"), Column.Bytes("A"), Column.Bytes("B"), Column.Text("VersionA"), Column.Text("VersionB"), Column.Moment("AgreedAt"),
    ], Fill);

    public static Baseline Read(DbDataReader row, Schema a, Schema b) => new(
        row.GetGuid(0),
        ValueCodec.UnpackRecord(row.GetBytes(1), a),
        ValueCodec.UnpackRecord(row.GetBytes(2), b),
        new RecordVersion(row.GetStringOrNull(3)),
        new RecordVersion(row.GetStringOrNull(4)),
        row.GetMoment(5));

    private static void Fill(Baseline baseline, object?[] row)
    {
        (row[0], row[1], row[2]) = (baseline.LinkId, ValueCodec.Pack(baseline.A), ValueCodec.Pack(baseline.B));
        (row[3], row[4], row[5]) = (baseline.VersionA.Text, baseline.VersionB.Text, baseline.AgreedAt.UtcTicks);
    }
}
