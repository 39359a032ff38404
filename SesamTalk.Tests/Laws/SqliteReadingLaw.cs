using System.Runtime.CompilerServices;
using System.Text;
using SesamTalk.Engine;
using SesamTalk.Engine.Connectors.Sql;
using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Records;
using Shouldly;
using Record = SesamTalk.Engine.Records.Record;

namespace SesamTalk.Tests.Laws;

/// <summary>A row of SQLite is the same record whether it is read by position or through the driver: its values, their types, their packed bytes, its id, and what is garbled in it.</summary>
public sealed class SqliteReadingLaw : IDisposable
{
    private const string Entities = """
        - { entity: Cells, table: cells, key: [code, part] }
        - { entity: Keyed, table: keyed, key: [k] }
        """;

    private const string Tables = """
        CREATE TABLE cells (code TEXT, part, a TEXT, b INTEGER, c DECIMAL(12, 2), d BOOLEAN, e DATE, f TIMESTAMP, g VARCHAR(3), h REAL, i BLOB, j, k BIGINT, l DATETIME);
        CREATE TABLE keyed (k, v TEXT);
        CREATE TABLE bound (v);
        """;

    // As SQLite may come to hold them, whatever the column promises.
    private static readonly string[] Literals =
    [
        "NULL", "0", "1", "-1", "2", "9223372036854775807", "-9223372036854775808", "9223372036854775808", "0.1", "10.50", "-0.0", "1e15", "1e308", "9e999", "79228162514264337593543950336.0",
        "''", "' '", "'a'", "'æøå 😀'", "CAST(x'61006200' AS TEXT)", "CAST(x'C328' AS TEXT)", "CAST(x'EDA08061' AS TEXT)", "CAST(x'EFBBBF61' AS TEXT)", "CAST(x'6100' AS TEXT)", "CAST(x'00' AS TEXT)", "printf('%.*c', 70000, 'x')",
        "'12'", "'12.50'", "' 12 '", "'1e3'", "'seven'", "'TRUE'", "x''", "x'00FF'", "x'61'",
        "'2026-01-31'", "'2026-02-30'", "'2026-01-31T12:34:56Z'", "'2026-01-31T12:34:56.5Z'", "'2026-01-31T12:34:56.1234567Z'", "'2026-01-31T12:34:56.12345678Z'", "'2026-01-31T12:34:56+02:00'", "'2026-01-31 12:34:56'",
        "'9999-12-31T23:59:59.9999999Z'", "'0001-01-01T00:00:00Z'", "'2026-01-31T24:00:00Z'", "'2026-06-30T23:59:60Z'", "'2026-01-31t12:34:56z'", "'2026-01-31T12:34:56.Z'",
    ];

    private static readonly object?[] Bound =
        [null, "", "a", "æøå 😀", "a\0b", "half \uD83D", new string('ø', 40_000), 0L, long.MinValue, long.MaxValue, 1, true, 0.1, -1e300, 0m, 10.50m, -0.1m, decimal.MaxValue, 0.0000000000000000000000000001m, Array.Empty<byte>(), new byte[] { 0, 255 }];

    private readonly string _folder = Directory.CreateTempSubdirectory("sqlite-law").FullName;

    public SqliteReadingLaw() => RuntimeHelpers.RunModuleConstructor(typeof(NativeSetup).Module.ModuleHandle);

    private SqliteDialect Dialect => new($"Data Source={Path.Combine(_folder, "law.db")};Pooling=False", "law.db");

    [Theory]
    [InlineData("UTF-8")]
    [InlineData("UTF-16le")]
    public async Task A_row_by_position_is_the_drivers_row(string encoding)
    {
        await using var connection = await Dialect.OpenAsync(default);
        await using CommandSession driver = new(connection, null);
        await using var position = Dialect.Session(connection);
        foreach (var sql in (string[])[$"PRAGMA encoding = '{encoding}'", .. Tables.Split(';', StringSplitOptions.RemoveEmptyEntries).SkipLast(1), "BEGIN", .. Cells(), .. Literals.Select(literal => $"INSERT INTO keyed VALUES ({literal}, 'v')"), .. Mixed(), "COMMIT"])
            await driver.ExecuteAsync(sql, [], default);
        var garbled = 0;
        foreach (var table in (await SqlTables.ReadAsync(new SqlSettings(Dialect, SqlDeclaration.Read(Entities), 500), default)).Value!.Tables)
        {
            var keys = string.Join(", ", table.Keys.Select(key => SqlDialect.Quote(key.Name)));
            var sql = $"SELECT {string.Join(", ", table.Columns.Select(column => SqlDialect.Quote(column.Name)))}, {keys} FROM {table.Quoted} WHERE rowid = @r";
            var rows = (long)(await driver.ValuesAsync($"SELECT MAX(rowid) FROM {table.Quoted}", [], 1, default))[0];
            for (var row = 1L; row <= rows; row++)
            {
                var one = await OutcomeAsync(driver, table, sql, row);
                (await OutcomeAsync(position, table, sql, row)).ShouldBe(one, $"row {row} of {table.Description.Name}");
                if (one.StartsWith("garbled", StringComparison.Ordinal)) garbled++;
            }
        }

        garbled.ShouldBeGreaterThan(100);
    }

    [Fact]
    public async Task What_is_bound_by_position_is_kept_as_the_driver_keeps_it()
    {
        await using var connection = await Dialect.OpenAsync(default);
        await using CommandSession driver = new(connection, null);
        await using var position = Dialect.Session(connection);
        await driver.ExecuteAsync("CREATE TABLE bound (v)", [], default);
        foreach (var value in Bound)
        {
            var kept = new List<string>();
            foreach (var session in (SqlSession[])[driver, position])
            {
                await session.ExecuteAsync("DELETE FROM bound", [], default);
                await session.ExecuteAsync("INSERT INTO bound VALUES (@v)", [("@v", value)], default);
                kept.Add((string)(await driver.ValuesAsync("SELECT typeof(v) || ' ' || hex(v) || ' ' || COALESCE(length(v), '-') FROM bound", [], 1, default))[0]);
            }

            kept[1].ShouldBe(kept[0], $"{value?.GetType().Name} {value}");
        }
    }

    [Fact]
    public void A_moment_is_the_same_from_bytes_as_from_a_text()
    {
        var random = new Random(7);
        var taken = 0;
        for (var round = 0; round < 20_000; round++)
        {
            var text = new StringBuilder($"{random.Next(0, 10_000):0000}-{random.Next(0, 14):00}-{random.Next(0, 33):00}T{random.Next(0, 25):00}:{random.Next(0, 61):00}:{random.Next(0, 61):00}");
            var digits = random.Next(0, 10);
            if (digits > 0) text.Append('.').Append(string.Concat(Enumerable.Range(0, digits).Select(_ => random.Next(10))));
            text.Append(random.Next(8) == 0 ? "+01:00" : "Z");
            if (random.Next(4) == 0) text[random.Next(text.Length)] = "0T:-.Z zt+"[random.Next(10)];
            if (!Moments.TryUtc(Encoding.UTF8.GetBytes(text.ToString()), out var utc)) continue;
            taken++;
            Moments.Parse(text.ToString()).ShouldNotBeNull(text.ToString()).EqualsExact(new DateTimeOffset(utc)).ShouldBeTrue(text.ToString());
        }

        taken.ShouldBeGreaterThan(5_000);
    }

    [Fact]
    public void A_packed_record_is_the_same_record_to_everybody_who_opens_it_at_once()
    {
        object?[] slots = ["Kari", null, 7L, 10.50m, true, new DateOnly(2024, 2, 29), new DateTimeOffset(2026, 7, 1, 1, 2, 3, TimeSpan.Zero), Absent.Instance];
        var schema = new Schema("e", slots.Select((_, slot) => new SchemaProperty($"p{slot}", PropertyType.Text)));
        for (var round = 0; round < 200; round++)
        {
            var record = new Record(schema, new RecordId("1"), Packed(slots));
            Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 4 }, from =>
            {
                if (from == 5) record.Known().Length.ShouldBe(7);
                for (var step = 0; step < slots.Length; step++) record[(from + step) % slots.Length].ShouldBe(slots[(from + step) % slots.Length]);
            });
            record.SameValues(new Record(schema, null, slots)).ShouldBeTrue();
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // Each literal in each column by itself, so that one garbled value hides no other.
    private static IEnumerable<string> Cells() =>
        from column in "abcdefghijkl" from literal in Literals.Index() select $"INSERT INTO cells (code, part, {column}) VALUES ('c{column}{literal.Index}', {literal.Index}, {literal.Item})";

    private static IEnumerable<string> Mixed()
    {
        var random = new Random(3);
        string Any() => Literals[random.Next(Literals.Length)];
        for (var row = 0; row < 300; row++)
            yield return $"INSERT INTO cells VALUES ({Any()}, {Any()}, {Any()}, {random.NextInt64()}, {random.Next()}.{random.Next(99)}, {random.Next(2)}, '20{random.Next(10, 99)}-0{random.Next(1, 9)}-11', '20{random.Next(10, 99)}-01-31T12:34:56.{random.Next(9_999_999)}Z', {Any()}, {random.Next()}.5, 'x', {Any()}, {random.NextInt64()}, NULL)";
    }

    private static async Task<string> OutcomeAsync(SqlSession session, SqlTable table, string sql, long row)
    {
        try
        {
            var page = await session.RowsAsync(table, sql, [("@r", row)], table.Keys.Length, default);
            var record = page.Rows.ShouldHaveSingleItem();
            var slots = Enumerable.Range(0, table.Schema.Properties.Length).Select(slot => new Record(table.Schema, null, Opened(record))[slot]).ToArray();
            var packed = record.Packed.IsEmpty ? Packed(slots) : record.Packed.ToArray();
            return $"{record.Id} behind {string.Join('|', page.Last!.Select(Said))}: {string.Join('|', slots.Select(Said))} = {Convert.ToHexString(packed)}";
        }
        catch (FormatException wrong)
        {
            return $"garbled {wrong.Message}";
        }
    }

    // What is taken out slot by slot, before anything opens the record itself.
    private static object?[] Opened(Record record) =>
        record.Packed.IsEmpty ? [.. Enumerable.Range(0, record.Schema.Properties.Length).Select(slot => record[slot])] : PackedSlots.All(record.Packed, record.Schema.Properties.Length);

    private static byte[] Packed(object?[] slots)
    {
        var writer = ValueWriter.Fresh();
        foreach (var value in slots) writer.Value(value);
        return writer.ToArray();
    }

    private static string Said(object? value) => value switch
    {
        null => "null",
        decimal amount => $"Decimal {string.Join(',', decimal.GetBits(amount))}",
        DateTimeOffset at => $"Moment {at.Ticks} {at.Offset}",
        byte[] bytes => $"Bytes {Convert.ToHexString(bytes)}",
        double number => $"Double {BitConverter.DoubleToInt64Bits(number)}",
        string text => $"Text {Convert.ToHexString(Encoding.Unicode.GetBytes(text))}",
        _ => $"{value.GetType().Name} {value}",
    };
}
