using Microsoft.Data.Sqlite;

namespace SesamTalk.Web.Cli.Bench;

/// <summary>
/// The rows that the engine must keep of a record, written as fast as prepared commands can: link, baseline, journal entry
/// and history entry, with the columns and indexes of the engine's own tables. One transaction, ended by <see cref="CommitAsync"/>.
/// </summary>
internal sealed class FloorMemory : IAsyncDisposable
{
    private const string Because = "bench", Nothing = "";
    private static readonly byte[] Empty = [0, 0];
    private readonly SqliteTransaction _transaction;
    private readonly SqliteCommand _link, _baseline, _agreed, _write, _history, _conflict;
    private readonly string _run = Guid.CreateVersion7().ToString().ToUpperInvariant();

    public FloorMemory(SqliteConnection state)
    {
        _transaction = state.BeginTransaction();
        _link = Command(state, "Links", "Id", "DataflowId", "PairId", "A", "B", "LabelA", "LabelB", "Origin", "Because", "State", "Reason", "AsksPerson", "LinkedAt", "ChangedAt", "Search", "Tries");
        _baseline = Command(state, "Baselines", "LinkId", "A", "B", "AgreedAt");
        _write = Command(state, "Writes", "Id", "RunId", "DataflowId", "PairId", "LinkId", "Side", "Act", "Target", "Source", "Label", "Because", "Before", "Sent", "Basis", "Accepted", "State", "Message", "IntendedAt", "AnsweredAt");
        _history = Command(state, "History", "Id", "DataflowId", "PairId", "LinkId", "RunId", "DefinitionVersion", "At", "Because", "Rules", "SeenA", "SeenB", "WrittenA", "WrittenB");
        _conflict = Command(state, "Conflicts", "Id", "DataflowId", "PairId", "LinkId", "Subject", "Kind", "Base", "A", "B", "Sentence", "OpenedAt", "ChangedAt", "ValuesA", "ValuesB");
        _agreed = state.CreateCommand();
        _agreed.CommandText = "UPDATE \"Baselines\" SET \"A\" = @A, \"B\" = @B, \"AgreedAt\" = @AgreedAt WHERE \"LinkId\" = @LinkId";
        foreach (var name in (string[])["A", "B", "AgreedAt", "LinkId"]) _agreed.Parameters.AddWithValue("@" + name, DBNull.Value);
        foreach (var command in (SqliteCommand[])[_link, _baseline, _agreed, _write, _history, _conflict]) command.Transaction = _transaction;
    }

    /// <summary>A new link with its baseline.</summary>
    public string Link(string a, string b, string label, byte[] values)
    {
        var id = Guid.CreateVersion7().ToString().ToUpperInvariant();
        var now = DateTime.UtcNow.Ticks;
        Run(_link, id, BenchScene.DataflowId, BenchScene.PairId, a, b, label, label, "CreatedInB", Because, "InSync", Nothing, 0, now, now, label, 0);
        Run(_baseline, id, values, values, now);
        return id;
    }

    /// <summary>What both sides of a link agree on now.</summary>
    public void Agree(string link, byte[] values) => Run(_agreed, values, values, DateTime.UtcNow.Ticks, link);

    /// <summary>A write in the journal.</summary>
    public void Wrote(string link, string act, string source, string target, string label, byte[] sent)
    {
        var now = DateTime.UtcNow.Ticks;
        Run(_write, Guid.CreateVersion7().ToString().ToUpperInvariant(), _run, BenchScene.DataflowId, BenchScene.PairId, link, "B", act, target, source, label, Because, Empty, sent, sent, sent, "Done", Nothing, now, now);
    }

    /// <summary>What happened to a link.</summary>
    public void Remember(string link, byte[] seen, byte[] written) => Run(
        _history, Guid.CreateVersion7().ToString().ToUpperInvariant(), BenchScene.DataflowId, BenchScene.PairId, link, _run, 1, DateTime.UtcNow.Ticks, Because, Nothing, seen, Empty, Empty, written);

    /// <summary>A question for a person.</summary>
    public void Ask(string link, string subject, string? agreed, string? a, string? b)
    {
        var now = DateTime.UtcNow.Ticks;
        Run(_conflict, Guid.CreateVersion7().ToString().ToUpperInvariant(), BenchScene.DataflowId, BenchScene.PairId, link, subject, "BothChanged", agreed, a, b, Because, now, now, Empty, Empty);
    }

    public Task CommitAsync(CancellationToken cancellation) => _transaction.CommitAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        foreach (var command in (SqliteCommand[])[_link, _baseline, _agreed, _write, _history, _conflict]) await command.DisposeAsync();
        await _transaction.DisposeAsync();
    }

    private static SqliteCommand Command(SqliteConnection state, string table, params string[] columns)
    {
        var command = state.CreateCommand();
        command.CommandText = $"INSERT INTO \"{table}\" ({string.Join(", ", columns.Select(column => $"\"{column}\""))}) VALUES ({string.Join(", ", columns.Select(column => "@" + column))})";
        foreach (var column in columns) command.Parameters.AddWithValue("@" + column, DBNull.Value);
        return command;
    }

    private static void Run(SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        for (var at = 0; at < values.Length; at++) command.Parameters[at].Value = values[at] ?? DBNull.Value;
        command.ExecuteNonQuery();
    }
}
