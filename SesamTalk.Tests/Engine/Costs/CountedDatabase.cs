using System.Data.Common;
using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Tests.Engine.Costs;

/// <summary>A state file whose work is counted by SQLite itself: the statements that were run, and the steps of its machine that they took.</summary>
internal sealed class CountedDatabase : IDbContextFactory<TalkDb>
{
    private const int StepsEach = 100;
    private readonly DbContextOptions<SqliteTalkDb> _options;

    public CountedDatabase(string folder) => _options = new DbContextOptionsBuilder<SqliteTalkDb>()
        .UseSqlite(new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, StorageOptions.FileName), ForeignKeys = true, Pooling = false }.ToString())
        .AddInterceptors(new Counter(this)).Options;

    public int Statements { get; private set; }

    /// <summary>The statements that loaded whole baselines.</summary>
    public int BaselineLoads { get; private set; }

    /// <summary>About how many rows were gone through: each costs some steps, wherever it stands in the file.</summary>
    public long Steps { get; private set; }

    public TalkDb CreateDbContext() => new SqliteTalkDb(_options);

    public void Reset() => (Statements, BaselineLoads, Steps) = (0, 0, 0);

    // By reflection: the driver names a newer version of the native binding than there is to compile against.
    private void Watch(DbConnection connection)
    {
        var handle = typeof(SqliteConnection).GetProperty("Handle")!.GetValue(connection)!;
        var native = handle.GetType().Assembly.GetType("SQLitePCL.raw")!;
        var trace = Hook(native, "sqlite3_trace", "SQLitePCL.strdelegate_trace", nameof(Ran));
        trace.Method.Invoke(null, [handle, trace.Delegate, null]);
        var progress = Hook(native, "sqlite3_progress_handler", "SQLitePCL.delegate_progress", nameof(Stepped));
        progress.Method.Invoke(null, [handle, StepsEach, progress.Delegate, null]);
    }

    private (MethodInfo Method, Delegate Delegate) Hook(Type native, string name, string type, string hook)
    {
        var wanted = native.Assembly.GetType(type)!;
        var method = native.GetMethods().Single(one => one.Name == name && one.GetParameters().Any(parameter => parameter.ParameterType == wanted));
        return (method, Delegate.CreateDelegate(wanted, this, GetType().GetMethod(hook, BindingFlags.Instance | BindingFlags.NonPublic)!));
    }

    private void Ran(object user, string statement)
    {
        Statements++;
        if (statement.Contains("FROM \"Baselines\"", StringComparison.Ordinal)) BaselineLoads++;
    }

    private int Stepped(object user)
    {
        Steps += StepsEach;
        return 0;
    }

    private sealed class Counter(CountedDatabase of) : DbConnectionInterceptor
    {
        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => of.Watch(connection);

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            of.Watch(connection);
            return Task.CompletedTask;
        }
    }
}
