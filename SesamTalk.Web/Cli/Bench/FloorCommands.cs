using Microsoft.Data.Sqlite;

namespace SesamTalk.Web.Cli.Bench;

/// <summary>One prepared command for each row of a file.</summary>
internal sealed class FloorCommands : FloorMemory
{
    private readonly SqliteTransaction _transaction;
    private readonly Dictionary<FloorTable, SqliteCommand> _commands;

    public FloorCommands(SqliteConnection state)
    {
        _transaction = state.BeginTransaction();
        _commands = FloorTable.All.ToDictionary(table => table, table => Command(state, table));
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var command in _commands.Values) await command.DisposeAsync();
        await _transaction.DisposeAsync();
    }

    protected override Task StoreAsync(CancellationToken cancellation) => _transaction.CommitAsync(cancellation);

    protected override void Put(FloorTable table, params ReadOnlySpan<object?> values)
    {
        var command = _commands[table];
        for (var at = 0; at < values.Length; at++) command.Parameters[at].Value = values[at] is Guid id ? id.ToString().ToUpperInvariant() : values[at] ?? DBNull.Value;
        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(SqliteConnection state, FloorTable table)
    {
        var command = state.CreateCommand();
        (command.CommandText, command.Transaction) = (table.Sql(at => $"@p{at}"), _transaction);
        for (var at = 0; at < table.Columns.Length; at++) command.Parameters.AddWithValue($"@p{at}", DBNull.Value);
        return command;
    }
}
