using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage.Tables;

namespace SesamTalk.Engine.Storage;

/// <summary>One version that a definition has had.</summary>
public sealed record DefinitionVersion(int Version, DateTimeOffset SavedAt, string SavedBy, string Note);

/// <summary>The dataflows' definitions, with every version they have had and who saved it.</summary>
public sealed class DataflowStore(IDbContextFactory<TalkDb> databases, TimeProvider clock, Identifiers ids)
{
    /// <summary>All dataflows, by title.</summary>
    public async Task<IReadOnlyList<Dataflow>> AllAsync(CancellationToken ct = default)
    {
        await using var db = await databases.BorrowAsync(ct);
        return await db.RowsAsync("SELECT \"Definition\" FROM \"Dataflows\" ORDER BY \"Title\", \"Id\"", [], ct).Select(row => DefinitionJson.Read(row.GetString(0))).ToListAsync(ct);
    }

    /// <summary>The current definition, or null.</summary>
    public async Task<Dataflow?> FindAsync(string id, CancellationToken ct = default)
    {
        await using var db = await databases.BorrowAsync(ct);
        return await db.RowsAsync("SELECT \"Definition\" FROM \"Dataflows\" WHERE \"Id\" = @Id", [(Column.Text("Id"), id)], ct).Select(row => DefinitionJson.Read(row.GetString(0))).SingleOrDefaultAsync(ct);
    }

    /// <summary>
    /// Stores a definition as the next version and returns it as stored. Throws <see cref="StaleDefinitionException"/>, storing
    /// nothing, when the stored version is not the one that was edited (0 for a new dataflow).
    /// </summary>
    public async Task<Dataflow> SaveAsync(Dataflow dataflow, string who, string note, CancellationToken ct = default)
    {
        var act = dataflow.Version == 0 ? "dataflow.added" : "dataflow.saved";
        var saved = dataflow with { Version = dataflow.Version + 1 };
        var sentence = $"{who} saved version {saved.Version} of {saved.Title}{(note.Length > 0 ? ": " + note : ".")}";
        await StoreAsync(saved, who, note, act, sentence, ct);
        return saved;
    }

    /// <summary>Keeps a dataflow from running until it is resumed; a new version. False where there is no such dataflow.</summary>
    public async Task<bool> PauseAsync(string id, string because, string who, CancellationToken ct = default)
    {
        if (await FindAsync(id, ct) is not { } dataflow) return false;
        var paused = dataflow with { Version = dataflow.Version + 1, PausedBecause = $"{who}: {because}" };
        await StoreAsync(paused, who, "Paused: " + because, "dataflow.paused", $"{who} paused {paused.Title}: {because}", ct);
        return true;
    }

    /// <summary>Lets a paused dataflow run again; a new version, unless it was not paused. False where there is no such dataflow.</summary>
    public async Task<bool> ResumeAsync(string id, string who, CancellationToken ct = default)
    {
        if (await FindAsync(id, ct) is not { } dataflow) return false;
        if (dataflow.PausedBecause is null) return true;
        var resumed = dataflow with { Version = dataflow.Version + 1, PausedBecause = null };
        await StoreAsync(resumed, who, "Resumed", "dataflow.resumed", $"{who} resumed {resumed.Title}.", ct);
        return true;
    }

    /// <summary>The versions of a dataflow, newest first; empty where there is no such dataflow.</summary>
    public async Task<IReadOnlyList<DefinitionVersion>> VersionsAsync(string id, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.DataflowVersions.Where(row => row.DataflowId == id).OrderByDescending(row => row.Version)
            .Select(row => new DefinitionVersion(row.Version, row.SavedAt, row.SavedBy, row.Note)).ToListAsync(ct);
    }

    /// <summary>A definition as it was in a version, or null.</summary>
    public async Task<Dataflow?> VersionAsync(string id, int version, CancellationToken ct = default)
    {
        await using var db = await databases.BorrowAsync(ct);
        return await db.RowsAsync("SELECT \"Definition\" FROM \"DataflowVersions\" WHERE \"DataflowId\" = @Id AND \"Version\" = @Version", [(Column.Text("Id"), id), (Column.Number("Version"), version)], ct)
            .Select(row => DefinitionJson.Read(row.GetString(0))).SingleOrDefaultAsync(ct);
    }

    private async Task StoreAsync(Dataflow saved, string who, string note, string act, string sentence, CancellationToken ct)
    {
        var edited = saved.Version - 1;
        var definition = DefinitionJson.Write(saved);
        await using var db = await databases.CreateDbContextAsync(ct);
        var row = await db.Dataflows.SingleOrDefaultAsync(stored => stored.Id == saved.Id, ct);
        if ((row?.Version ?? 0) != edited) throw new StaleDefinitionException(saved.Id, edited, row?.Version);
        var before = row?.Definition;
        if (row is null) db.Add(new StoredDataflow { Id = saved.Id, Title = saved.Title, Version = saved.Version, Definition = definition });
        else (row.Title, row.Version, row.Definition) = (saved.Title, saved.Version, definition);
        var now = clock.GetUtcNow();
        db.Add(new StoredDataflowVersion { DataflowId = saved.Id, Version = saved.Version, Definition = definition, SavedAt = now, SavedBy = who, Note = note });
        db.Audit.Add(new(ids.New(), now, who, act, "dataflow/" + saved.Id, sentence) { Changes = DefinitionChanges.Between(before, definition) });
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException) when (!ct.IsCancellationRequested)
        {
            // Either the version moved between our look and our write, or somebody added the same dataflow; if not, it is our mistake.
            var stored = await VersionNowAsync(saved.Id, ct);
            if ((stored ?? 0) != edited) throw new StaleDefinitionException(saved.Id, edited, stored);
            throw;
        }
    }

    private async Task<int?> VersionNowAsync(string id, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Dataflows.Where(row => row.Id == id).Select(row => (int?)row.Version).SingleOrDefaultAsync(ct);
    }
}
