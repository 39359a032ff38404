using System.Globalization;
using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Files;

/// <summary>Writes one record by writing the whole file anew beside the old one and putting it in its place.</summary>
internal sealed class FileWriter(FileTable table, Identifiers identifiers, TimeProvider clock)
{
    private const int Attempts = 3;

    /// <summary>Carries out a write while the lock is held. Nothing is written unless the new file stands in its place.</summary>
    public Answer<Written> Write(Write write, CancellationToken cancellation)
    {
        if (Refusal(write) is { } refusal) return refusal;
        try
        {
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                if (Once(write, cancellation) is { } answer) return answer;
            }

            return new ConnectorError.Unreachable($"{table.Place.Name} is written to by another program again and again; nothing was written.");
        }
        catch (UnwritableException unwritable)
        {
            return new ConnectorError.Rejected([new RejectedProperty(unwritable.Path, $"It holds a character that {table.Formats.Encoding.WebName} cannot write.")], $"{table.Place.Name} cannot hold this {unwritable.Path}: it is written in {table.Formats.Encoding.WebName}.");
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException or FormatException)
        {
            return table.Place.Error(trouble);
        }
    }

    private ConnectorError.Rejected? Refusal(Write write)
    {
        var able = table.Description.Capabilities;
        var can = write.Kind switch { WriteKind.Create => able.CanCreate, WriteKind.Delete => able.CanDelete, WriteKind.Update => able.CanUpdate, WriteKind.Archive => able.CanUpdate && able.Archive is not null };
        if (!can) return new([], $"{table.Description.Name} takes no {write.Kind}.");
        var misfits = table.Schema.Properties.Where(property => write.Values[property.Path] is not Absent || (write.Kind == WriteKind.Create && property.IsRequired && !(table.Keys.Contains(property) && write.Id is not null)))
            .Select(property => (property.Path, Why: FileShapes.Misfit(property, write.Values[property.Path] is Absent ? null : write.Values[property.Path]))).Where(misfit => misfit.Why is not null).ToList();
        return misfits.Count == 0 ? null : new([.. misfits.Select(misfit => new RejectedProperty(misfit.Path, misfit.Why!.ToString()))], $"{table.Description.Name} refuses {Reason.All(misfits.Select(misfit => (Reason)(Wording)$"{misfit.Path} ({misfit.Why})"))}");
    }

    /// <summary>One attempt; null where another program wrote to the file meanwhile, so that it must be looked at again.</summary>
    private Answer<Written>? Once(Write write, CancellationToken cancellation)
    {
        using var source = table.Place.Open();
        var stamp = FileStamp.Of(source);
        using var contents = FileContents.Of(table, source);
        using var rewrite = new FileRewrite(table.Place, source, contents);
        var answer = write.Kind == WriteKind.Create ? Create(rewrite, contents, write, cancellation) : Change(rewrite, contents, write, cancellation);
        if (FileStamp.Of(source) != stamp || FileStamp.Of(table.Place.Path) != stamp) return null;
        if (answer.Error is not null || !rewrite.IsChanged) return answer;
        if (write.Kind == WriteKind.Create) FileMade.Add(table.Place, answer.Value!.Id);
        rewrite.Keep();
        try
        {
            table.Place.FlushFolder();
            return answer;
        }
        catch (IOException trouble)
        {
            return new ConnectorError.Unknown($"{table.Place.Name} was replaced, and the disk did not say that it keeps it: {Said.Short(trouble.Message)}");
        }
    }

    private Answer<Written> Create(FileRewrite rewrite, FileContents contents, Write write, CancellationToken cancellation)
    {
        var reference = write.Reference is { } ours && table.Description.Capabilities.ReferenceProperty is { } path ? (Path: path, Value: ours) : default;
        var highest = 0L;
        var taken = new HashSet<RecordId>();
        foreach (var row in contents.Rows())
        {
            cancellation.ThrowIfCancellationRequested();
            var record = row.Record;
            if (reference.Path is not null && Values.Same(record[reference.Path], reference.Value)) return new ConnectorError.Rejected([new RejectedProperty(reference.Path, $"{record.Id} has it already.")], $"{table.Description.Name} {record.Id} has this {reference.Path} already.");
            if (table.NewIds == NewIds.Number && long.TryParse(record.Id!.Value.Text, CultureInfo.InvariantCulture, out var number)) highest = Math.Max(highest, number);
            if (table.NewIds == NewIds.Given) taken.Add(record.Id!.Value);
            rewrite.Copy(row);
        }

        var values = Stamped(Edits.In(table.Schema, write.Values));
        if (reference.Path is not null) values = values.With([new(reference.Path, reference.Value)]);
        if (Keyed(values, write, highest) is not { } whole) return new ConnectorError.Rejected([.. table.Keys.Select(key => new RejectedProperty(key.Path, "The id does not fit the key."))], $"{table.Description.Name} cannot have this id.");
        if (taken.Contains(whole.Id!.Value)) return new ConnectorError.Rejected([.. table.Keys.Select(key => new RejectedProperty(key.Path, "There is such a record already."))], $"There is a {table.Description.Name} {whole.Id} already.");
        rewrite.Add(contents.New(whole));
        return Accepted(whole);
    }

    private Answer<Written> Change(FileRewrite rewrite, FileContents contents, Write write, CancellationToken cancellation)
    {
        Answer<Written>? answer = null;
        foreach (var row in contents.Rows())
        {
            cancellation.ThrowIfCancellationRequested();
            if (row.Record.Id == write.Id) answer = Change(rewrite, row, write);
            else rewrite.Copy(row);
            if (answer?.Error is not null) return answer;
        }

        return answer ?? new ConnectorError.Stale($"{table.Description.Name} {write.Id} is gone.");
    }

    private Answer<Written> Change(FileRewrite rewrite, FileRow row, Write write)
    {
        var present = row.Record;
        var id = present.Id!.Value;
        if (write.Expected != RecordVersion.None && write.Expected != FileTable.VersionOf(present)) return new ConnectorError.Stale($"{table.Description.Name} {id} was edited meanwhile.");
        if (write.Kind == WriteKind.Delete)
        {
            rewrite.Leave();
            return new Written(id, null, RecordVersion.None);
        }

        var values = write.Kind == WriteKind.Archive
            ? Record.Of(table.Schema, id, new KeyValuePair<string, object?>(table.Description.Capabilities.Archive!.Value.Path, table.Description.Capabilities.Archive!.Value.Value))
            : Edits.In(table.Schema, write.Values);
        var changed = Edits.Changed(values, present);
        if (Edits.Closed(table.Schema, changed) is { } closed) return closed;
        if (changed.Count == 0)
        {
            rewrite.Copy(row);
            return new Written(id, present, FileTable.VersionOf(present));
        }

        var replaced = Stamped(Edits.Only(values, changed)).Known().ToDictionary(pair => pair.Key, pair => pair.Value);
        rewrite.Replace(row.With(replaced));
        return Accepted(present.With(replaced));
    }

    private Record Stamped(Record values) => table.Stamp is null ? values : values.With([new(table.Stamp, clock.GetUtcNow())]);

    private Record? Keyed(Record values, Write write, long highest)
    {
        object?[] keys = table.NewIds switch
        {
            NewIds.Uuid => [identifiers.New().ToString()],
            NewIds.Number => [table.Keys[0].Type == PropertyType.Integer ? highest + 1 : (highest + 1).ToString(CultureInfo.InvariantCulture)],
            NewIds.Given => write.Id is { } id ? JoinedKeys.Split(id, table.Keys.Length) ?? [] : [.. table.Keys.Select(key => values[key.Path])],
        };
        if (keys.Length != table.Keys.Length) return null;
        var typed = table.Keys.Zip(keys, (key, value) => KeyValuePair.Create(key.Path, value is string text && key.Type != PropertyType.Text ? Typed(key, text) : value)).ToList();
        return typed.Any(pair => Values.IsBlank(pair.Value)) ? null : values.With(typed).WithId(JoinedKeys.Join([.. typed.Select(pair => pair.Value)]));
    }

    private object? Typed(SchemaProperty key, string text)
    {
        try
        {
            return FileShapes.FromCell(key, text, table.Formats);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>The record as the next reading will bring it: a CSV file has no absent cells and keeps what its formats can say.</summary>
    private Written Accepted(Record written)
    {
        var slots = table.Schema.Properties.Select(property => AsRead(property, written[property.Path])).ToArray();
        var after = table.Record(slots);
        return new Written(after.Id!.Value, after, FileTable.VersionOf(after));
    }

    private object? AsRead(SchemaProperty property, object? value)
    {
        if (table.IsJson) return value;
        if (value is null or Absent) return null;
        return value is "" ? "" : FileShapes.FromCell(property, FileShapes.ToCell(value, table.Formats), table.Formats);
    }
}
