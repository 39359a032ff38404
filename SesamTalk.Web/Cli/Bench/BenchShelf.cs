using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace SesamTalk.Web.Cli.Bench;

/// <summary>The records of a measured server, ready to be sent.</summary>
internal sealed class BenchShelf
{
    private static readonly string Old = "2020-01-01T00:00:00.000Z";
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Row> _rows = [];
    private readonly Dictionary<string, string> _byVat = [];
    private readonly List<string> _ids = [];
    private readonly Dictionary<int, byte[]> _pages = [];

    public BenchShelf(int records)
    {
        for (var number = 0; number < records; number++) Put(new Row($"R{number}", 1, Old, [.. BenchScene.Values(number).Select(value => Convert.ToString(value, CultureInfo.InvariantCulture)!)]));
    }

    /// <summary>How many there are.</summary>
    public int Count
    {
        get { lock (_gate) return _rows.Count; }
    }

    /// <summary>The sum of their versions: one for each record and each change of it.</summary>
    public int Versions
    {
        get { lock (_gate) return _rows.Values.Sum(row => row.Version); }
    }

    /// <summary>A page of the list: of all, of those with an organisation number, or of those that changed since.</summary>
    public byte[] Page(string? vat, string? since, int page, int size)
    {
        lock (_gate)
        {
            if (vat is not null) return Listed(_byVat.TryGetValue(vat, out var id) ? [_rows[id]] : [], 1);
            if (since is not null) return Listed([.. _rows.Values.Where(row => string.CompareOrdinal(row.Updated, since) >= 0)], 1);
            if (_pages.TryGetValue(page, out var ready)) return ready;
            return _pages[page] = Listed([.. _ids.Skip((page - 1) * size).Take(size).Select(one => _rows[one])], (_ids.Count + size - 1) / size);
        }
    }

    /// <summary>One record; null where there is none.</summary>
    public byte[]? Look(string id)
    {
        lock (_gate) return _rows.TryGetValue(id, out var row) ? Written(writer => Write(writer, row)) : null;
    }

    /// <summary>A new record.</summary>
    public byte[] Make(ReadOnlySpan<byte> body)
    {
        lock (_gate)
        {
            var made = Laid(new Row($"N{_rows.Count}", 0, "", new string[BenchScene.Kept.Count]), body);
            Put(made);
            return Written(writer => Write(writer, made));
        }
    }

    /// <summary>A changed record; nothing in it where its version is another, null where there is none.</summary>
    public byte[]? Change(string id, ReadOnlySpan<byte> body, string? expected)
    {
        lock (_gate)
        {
            if (!_rows.TryGetValue(id, out var row)) return null;
            if (!string.IsNullOrEmpty(expected) && expected != row.Version.ToString(CultureInfo.InvariantCulture)) return [];
            var changed = Laid(row, body);
            Put(changed);
            return Written(writer => Write(writer, changed));
        }
    }

    private void Put(Row row)
    {
        if (_rows.TryAdd(row.Id, row)) _ids.Add(row.Id);
        else _rows[row.Id] = row;
        _byVat[row.Values[8]] = row.Id;
        _pages.Clear();
    }

    private static Row Laid(Row row, ReadOnlySpan<byte> body)
    {
        var values = row.Values.ToArray();
        var reader = new Utf8JsonReader(body);
        using var sent = JsonDocument.ParseValue(ref reader);
        foreach (var member in sent.RootElement.EnumerateObject())
            if (Array.IndexOf([.. BenchScene.Kept], member.Name) is var at and >= 0) values[at] = member.Value.ToString();
        return new Row(row.Id, row.Version + 1, DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), values);
    }

    private static byte[] Listed(IReadOnlyList<Row> rows, int pages) => Written(writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("pages", pages);
        writer.WriteStartArray("items");
        foreach (var row in rows) Write(writer, row);
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    private static byte[] Written(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer)) write(writer);
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, Row row)
    {
        writer.WriteStartObject();
        writer.WriteString("id", row.Id);
        for (var at = 0; at < row.Values.Length; at++)
        {
            if (BenchScene.Kept[at] == "credit") writer.WriteNumber("credit", decimal.Parse(row.Values[at] ?? "0", CultureInfo.InvariantCulture));
            else writer.WriteString(BenchScene.Kept[at], row.Values[at]);
        }

        writer.WriteNumber("version", row.Version);
        writer.WriteString("updated_at", row.Updated);
        writer.WriteEndObject();
    }

    private sealed record Row(string Id, int Version, string Updated, string[] Values);
}
