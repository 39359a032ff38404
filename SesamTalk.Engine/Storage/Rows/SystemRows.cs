using System.Data.Common;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Storage.Tables;

namespace SesamTalk.Engine.Storage.Rows;

internal static class SystemRows
{
    public const string OfId = """SELECT "Id", "Name", "Connector", "Environment", "Settings", "ProtectedSecrets" FROM "Systems" WHERE "Id" = @Id""";

    public static ConnectedSystem Read(DbDataReader row) => new()
    {
        Id = row.GetString(0),
        Name = row.GetString(1),
        Connector = row.GetString(2),
        Environment = Enum.Parse<SystemEnvironment>(row.GetString(3)),
        Settings = SystemTable.Read(row.GetString(4)),
        ProtectedSecrets = SystemTable.Read(row.GetString(5)),
    };
}
