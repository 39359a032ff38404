using System.Data.Common;

namespace SesamTalk.Engine.Connectors.Sql;

/// <summary>The commands on one connection, within its transaction where there is one: each is made once and used again for other values.</summary>
internal sealed class SqlSession(DbConnection connection, DbTransaction? transaction = null) : IAsyncDisposable
{
    private readonly Dictionary<string, DbCommand> _commands = [];

    /// <summary>Whether what is read is to stay as it is until the transaction ends.</summary>
    public bool IsWithin => transaction is not null;

    /// <summary>The command of this text with these values; the same text always has the same parameters in the same order.</summary>
    public DbCommand Command(string sql, params IEnumerable<(string Name, object? Value)> parameters)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            _commands[sql] = command = SqlDialect.Command(connection, sql, parameters);
            command.Transaction = transaction;
            return command;
        }

        var place = 0;
        foreach (var (_, value) in parameters) command.Parameters[place++].Value = value ?? DBNull.Value;
        return command;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var command in _commands.Values) await command.DisposeAsync();
    }
}
