using System.Data;
using Microsoft.EntityFrameworkCore;

namespace SesamTalk.Engine.Storage;

/// <summary>
/// One context for all that a run asks and writes down: its connection stays open and its reading statements stay prepared until the
/// run is over. It goes along with the run's own calls; whoever asks from elsewhere, or while it is in use, gets a context of their own.
/// </summary>
internal sealed class HeldDatabase : IAsyncDisposable
{
    private const int Free = 0, InUse = 1, Over = 2;
    private static readonly AsyncLocal<HeldDatabase?> Present = new();
    private readonly IDbContextFactory<TalkDb> _databases;
    private readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);
    private TalkDb? _db;
    private int _state;

    private HeldDatabase(IDbContextFactory<TalkDb> databases) => _databases = databases;

    /// <summary>From here on, the caller's calls share one, until it is disposed.</summary>
    public static HeldDatabase Hold(IDbContextFactory<TalkDb> databases) => Present.Value = new HeldDatabase(databases);

    /// <summary>The one that goes along with the present call, for the caller alone; null where there is none, or it is in use.</summary>
    public static HeldDatabase? Taken(IDbContextFactory<TalkDb> databases) =>
        Present.Value is { } held && ReferenceEquals(held._databases, databases) && Interlocked.CompareExchange(ref held._state, InUse, Free) == Free ? held : null;

    /// <summary>Its context, open; another where the connection was lost.</summary>
    public async Task<TalkDb> OpenAsync(CancellationToken ct)
    {
        try
        {
            if (_db is not null && _db.Database.GetDbConnection().State != ConnectionState.Open) await CloseAsync();
            _db ??= await _databases.CreateDbContextAsync(ct);
            await _db.Database.OpenConnectionAsync(ct);
            return _db;
        }
        catch
        {
            await GiveBackAsync();
            throw;
        }
    }

    /// <summary>The statement, prepared once.</summary>
    public Statement Prepared(string sql, IReadOnlyList<Column> columns)
    {
        if (!_statements.TryGetValue(sql, out var statement)) _statements[sql] = statement = new Statement(_db!.Database.GetDbConnection(), sql, columns);
        return statement;
    }

    /// <summary>The caller is done with it.</summary>
    public async ValueTask GiveBackAsync()
    {
        if (Interlocked.CompareExchange(ref _state, Free, InUse) == Over) await CloseAsync();
    }

    // Whoever has it at this moment closes it when he is done.
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _state, Over) == Free) await CloseAsync();
    }

    private async ValueTask CloseAsync()
    {
        foreach (var statement in _statements.Values) await statement.DisposeAsync();
        _statements.Clear();
        if (_db is not null) await _db.DisposeAsync();
        _db = null;
    }
}
