using System.Runtime.CompilerServices;
using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Files;

/// <summary>
/// A folder of CSV and JSON Lines files, one for each entity. Changes are found by content. Files are read where they stand,
/// without waiting, since they are on this machine.
/// </summary>
internal sealed class FileConnector(FileSettings settings, Identifiers identifiers, TimeProvider clock) : IConnector
{
    /// <summary>The key in the catalog.</summary>
    public const string Key = "file";

    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(50);
    private FileTableList? _tables;

    /// <inheritdoc/>
    public Task<CheckReport> CheckAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var start = clock.GetTimestamp();
        CheckStep Step(string name, Reason? wrong, Wording fine) => new(name, wrong is null, wrong ?? fine, clock.GetElapsedTime(start));
        if (!Directory.Exists(settings.Folder)) return Task.FromResult(new CheckReport([Step("address", (Wording)$"The folder {settings.Folder} is not there.", "")]));
        var address = Step("address", null, $"The folder {settings.Folder} is there.");
        _tables = null;
        if (!Tables().Is(out var known, out var refused)) return Task.FromResult(new CheckReport([address, Step("rights", refused.Because, "")]));
        var rights = Step("rights", null, $"Files that could be opened: {known.Tables.Length}.");
        var error = known.Tables.Select(table => new FileReader(settings, table, clock).ReadChanges(null, cancellation).Select(page => page.Error).FirstOrDefault(error => error is not null)).FirstOrDefault(error => error is not null);
        return Task.FromResult(new CheckReport([address, rights, Step("read", error?.Because, "Every record was read.")]));
    }

    /// <inheritdoc/>
    public Task<Answer<SystemDescription>> DescribeAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(Tables().Is(out var tables, out var error) ? (Answer<SystemDescription>)new SystemDescription([.. tables.Tables.Select(table => table.Description)]) : error);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<Answer<ChangePage>> ReadChangesAsync(string entity, string? since, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask;
        if (!Tables().Is(out var tables, out var error))
        {
            yield return error;
            yield break;
        }

        foreach (var page in new FileReader(settings, Of(tables, entity), clock).ReadChanges(since, cancellation)) yield return page;
    }

    /// <inheritdoc/>
    public Task<Answer<Reading>> ReadAsync(string entity, RecordId id, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(Tables().Is(out var tables, out var error) ? new FileReader(settings, Of(tables, entity), clock).Read(id, cancellation) : error);
    }

    /// <inheritdoc/>
    public Task<Answer<Findings>> FindAsync(string entity, string path, object value, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(Tables().Is(out var tables, out var error) ? new FileReader(settings, Of(tables, entity), clock).Find(path, value, cancellation) : error);
    }

    /// <inheritdoc/>
    public async Task<Answer<Written>> WriteAsync(Write write, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (!Tables().Is(out var tables, out var error)) return error;
        var table = Of(tables, write.Entity);
        var until = clock.GetUtcNow() + settings.WaitForLock;
        while (true)
        {
            var (held, trouble) = Hold(table);
            using (held)
            {
                if (held is not null) return new FileWriter(table, identifiers, clock).Write(write, cancellation);
            }

            if (!FilePlace.IsHeld(trouble!)) return table.Place.Error(trouble!);
            if (clock.GetUtcNow() >= until) return new ConnectorError.Unreachable($"{table.Place.Name} is held by another program; nothing was written.");
            await clock.PauseAsync(Retry, cancellation);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static (FileStream? Held, Exception? Trouble) Hold(FileTable table)
    {
        try
        {
            return (new FileStream(table.Place.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None), null);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return (null, trouble);
        }
    }

    private Answer<FileTableList> Tables()
    {
        if (_tables is { } known) return known;
        var read = FileTables.Read(settings);
        _tables = read.Value;
        return read;
    }

    private static FileTable Of(FileTableList tables, string entity) => tables.Tables.FirstOrDefault(table => table.Description.Name == entity)
        ?? throw new ArgumentException($"The folder has no entity {entity}.", nameof(entity));
}
