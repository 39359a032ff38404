using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Files;

/// <summary>
/// Reads one file from its beginning to its end. Only a whole pass through a file that nobody wrote to meanwhile tells what is
/// gone; a file that is missing, empty or much shorter than before tells nothing.
/// </summary>
internal sealed class FileReader(FileSettings settings, FileTable table, TimeProvider clock)
{
    private static readonly TimeSpan Unfinished = TimeSpan.FromSeconds(30);

    /// <summary>Pages of what differs from the cursor, or of everything; what is gone comes on the last.</summary>
    public IEnumerable<Answer<ChangePage>> ReadChanges(string? since, CancellationToken cancellation)
    {
        var made = since is null ? [] : FileMade.Read(table.Place);
        var known = FilePrints.Read(since);
        foreach (var id in made) known?.Expect(id);
        var here = new FilePrints();
        var page = new List<Change>();
        if (!Try(() => new Pass(table, clock)).Is(out var pass, out var error))
        {
            yield return error;
            yield break;
        }

        using var closing = pass;
        while (true)
        {
            if (!Try(() => new Reading(pass.Next())).Is(out var next, out error))
            {
                yield return error;
                yield break;
            }

            cancellation.ThrowIfCancellationRequested();
            if (next.Change is not { } change) break;
            if (!here.Add(change))
            {
                yield return table.Place.Error(new UnfitException($" holds two records with the key {change.Id}"));
                yield break;
            }

            if (known?.Knows(change) == true) continue;
            page.Add(change);
            if (page.Count < settings.PageSize) continue;
            yield return new ChangePage(page, false, null);
            page = [];
        }

        yield return pass.Partial() ?? Shrunk(known, here) ?? (Answer<ChangePage>)Last(page, known, here, made);
    }

    // One that we made stays in the list of those; that its deletion was told is kept in the cursor.
    private static ChangePage Last(List<Change> page, FilePrints? known, FilePrints here, HashSet<RecordId> made)
    {
        var gone = known is null ? [] : known.Ids.Where(id => !here.Has(id)).ToList();
        foreach (var id in made.Where(id => !here.Has(id))) here.Tell(id);
        return new ChangePage([.. page, .. gone.Select(id => new Change(ChangeKind.Deletion, id, null, RecordVersion.None, null))], true, here.Text());
    }

    /// <summary>The record of an id, or none.</summary>
    public Answer<Reading> Read(RecordId id, CancellationToken cancellation) => Try(() =>
    {
        using var pass = new Pass(table, clock);
        while (pass.Next() is { } change)
        {
            cancellation.ThrowIfCancellationRequested();
            if (change.Id == id) return new Reading(change);
        }

        return pass.Partial() is { } partial ? throw new IOException(partial.Because.ToString()) : new Reading(null);
    });

    /// <summary>The records whose property has a value.</summary>
    public Answer<Findings> Find(string path, object value, CancellationToken cancellation) => Try(() =>
    {
        using var pass = new Pass(table, clock);
        var found = new List<Change>();
        while (pass.Next() is { } change)
        {
            cancellation.ThrowIfCancellationRequested();
            if (Values.Same(change.Record![path], value)) found.Add(change);
        }

        return pass.Partial() is { } partial ? throw new IOException(partial.Message) : new Findings(found);
    });

    private ConnectorError.Unreachable? Shrunk(FilePrints? known, FilePrints here)
    {
        if (known is null) return null;
        var (count, gone) = (known.Ids.Count(), known.Ids.Count(id => !here.Has(id)));
        if (gone <= Math.Max(count * settings.MayVanish, 1) && !(here.Count == 0 && count > 1)) return null;
        return new($"{table.Place.Name} holds {here.Count} records; of the {count} that should be there {gone} are gone at once. It is taken for half written, and nothing for deleted. If it is meant, run the dataflow once over everything.");
    }

    private Answer<T> Try<T>(Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException or FormatException)
        {
            return table.Place.Error(trouble);
        }
    }

    /// <summary>One pass through the file as it is now.</summary>
    private sealed class Pass : IDisposable
    {
        private readonly FileTable _table;
        private readonly TimeProvider _clock;
        private readonly FileStream _stream;
        private readonly FileContents _contents;
        private readonly IEnumerator<FileRow> _rows;
        private readonly FileStamp _stamp;

        public Pass(FileTable table, TimeProvider clock)
        {
            (_table, _clock, _stream) = (table, clock, table.Place.Open());
            try
            {
                _stamp = FileStamp.Of(_stream);
                _contents = FileContents.Of(table, _stream);
                _rows = _contents.Rows().GetEnumerator();
            }
            catch
            {
                _stream.Dispose();
                throw;
            }
        }

        public Change? Next() => _rows.MoveNext() ? _table.AsChange(_rows.Current.Record) : null;

        /// <summary>Why what was read may be a part only, or null.</summary>
        public ConnectorError.Unreachable? Partial()
        {
            if (FileStamp.Of(_stream) != _stamp) return new($"{_table.Place.Name} was written to while it was read. What was read is not used; the next run reads it again.");
            var age = _clock.GetUtcNow() - _stamp.Written;
            return age < Unfinished && FileStamp.EndsOpen(_stream)
                ? new ConnectorError.Unreachable($"The last line of {_table.Place.Name} is not finished, and the file is {age.TotalSeconds:0} s old: it may be half written. The next run reads it again.")
                : null;
        }

        public void Dispose()
        {
            _rows.Dispose();
            _contents.Dispose();
            _stream.Dispose();
        }
    }
}
