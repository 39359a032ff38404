using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace SesamTalk.Engine.Storage;

/// <summary>What every connection to the SQLite file is told. See the decision note on durable commits.</summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    public static readonly SqlitePragmas Instance = new();

    // FULL: a commit that was reported is on the disk, also when the power goes. The log is folded into the file only
    // every 40 MB, since large batches would otherwise do it at each commit.
    private const string Pragmas = "PRAGMA synchronous=FULL; PRAGMA busy_timeout=15000; PRAGMA wal_autocheckpoint=10000; PRAGMA temp_store=MEMORY;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
