using System.Data.Common;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Storage.Rows;

internal static class DecisionRows
{
    public const string Waiting =
        """
        SELECT "Id", "DataflowId", "PairId", "LinkId", "Subject", "Choice", "ValuesA", "ValuesB", "SeenA", "SeenB", "Partner", "By", "At", "SecondBy", "SecondAt"
        FROM "Decisions" WHERE "DataflowId" = @DataflowId ORDER BY "Id"
        """;

    public static PersonDecision Read(DbDataReader row) => new()
    {
        Id = row.GetGuid(0),
        DataflowId = row.GetString(1),
        PairId = row.GetString(2),
        LinkId = row.IsDBNull(3) ? null : row.GetGuid(3),
        Subject = row.GetString(4),
        Choice = Enum.Parse<DecisionChoice>(row.GetString(5)),
        ValuesA = ValueCodec.UnpackMap(row.GetBytes(6)),
        ValuesB = ValueCodec.UnpackMap(row.GetBytes(7)),
        SeenA = row.GetStringOrNull(8),
        SeenB = row.GetStringOrNull(9),
        Partner = row.GetStringOrNull(10) is { } partner ? new RecordId(partner) : null,
        By = row.GetString(11),
        At = row.GetMoment(12),
        SecondBy = row.GetStringOrNull(13),
        SecondAt = row.GetMomentOrNull(14),
    };
}
