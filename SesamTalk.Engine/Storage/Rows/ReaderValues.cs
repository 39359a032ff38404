using System.Data.Common;

namespace SesamTalk.Engine.Storage.Rows;

/// <summary>What a data reader lacks for our columns.</summary>
internal static class ReaderValues
{
    public static DateTimeOffset GetMoment(this DbDataReader row, int column) => new(row.GetInt64(column), TimeSpan.Zero);

    public static DateTimeOffset? GetMomentOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetMoment(column);

    public static string? GetStringOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static byte[] GetBytes(this DbDataReader row, int column) => row.GetFieldValue<byte[]>(column);
}
