using System.Data;
using Microsoft.Data.Sqlite;

namespace SesamTalk.Engine.Simulation;

/// <summary>
/// A connection that keeps the statements it has prepared: a simulation asks the same few dozen some thousand times, and
/// preparing them costs more than running them on so few rows.
/// </summary>
internal sealed class KeptStatements(string connection) : SqliteConnection(connection)
{
    private readonly Dictionary<string, Stack<SqliteCommand>> _free = [];

    /// <inheritdoc/>
    public override SqliteCommand CreateCommand() => new Command(this) { CommandTimeout = DefaultTimeout, Transaction = Transaction };

    private SqliteCommand Borrow(string text) => _free.TryGetValue(text, out var free) && free.TryPop(out var kept) ? kept : new SqliteCommand(text, this);

    private void Return(SqliteCommand command)
    {
        command.Transaction = null;
        command.Parameters.Clear();
        if (!_free.TryGetValue(command.CommandText, out var free)) _free[command.CommandText] = free = [];
        free.Push(command);
    }

    private sealed class Command(KeptStatements connection) : SqliteCommand("", connection)
    {
        private SqliteCommand? _kept;

        public override void Prepare()
        {
        }

        public override SqliteDataReader ExecuteReader(CommandBehavior behavior)
        {
            if (_kept is not null && _kept.CommandText != CommandText) GiveBack();
            _kept ??= connection.Borrow(CommandText);
            if (_kept.Parameters.Count != Parameters.Count)
            {
                _kept.Parameters.Clear();
                foreach (SqliteParameter parameter in Parameters) _kept.Parameters.Add(parameter);
            }

            _kept.Transaction = connection.Transaction;
            return _kept.ExecuteReader(behavior);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) GiveBack();
            base.Dispose(disposing);
        }

        private void GiveBack()
        {
            if (_kept is not null) connection.Return(_kept);
            _kept = null;
        }
    }
}
