using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Sqlite;

namespace SesamTalk.Engine.Connectors.Sql;

/// <summary>SQLite: one file, one writer at a time; types are what the table's text says, and are checked on reading.</summary>
internal sealed partial class SqliteDialect(string connection, string place) : SqlDialect
{
    /// <inheritdoc/>
    public override string Place => place;

    // A transaction that writes holds the whole file.
    /// <inheritdoc/>
    public override string ForUpdate => "";

    /// <inheritdoc/>
    public override async Task<DbConnection> OpenAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var opened = new SqliteConnection(connection);
        try
        {
            await opened.OpenAsync(cancellation);
            SqlitePrepared.Waits(opened, opened.DefaultTimeout);
            return opened;
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public override SqlSession Session(DbConnection connection, DbTransaction? transaction = null) => new SqliteSession((SqliteConnection)connection, transaction is not null);

    /// <inheritdoc/>
    public override SqlWalk Walk(SqlTable table, SqlRows rows, int size) => new SqliteWalk(this, rows, table, size);

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<SqlColumn>> ColumnsAsync(DbConnection opened, SqlDeclaration declared, CancellationToken cancellation)
    {
        var pointers = new Dictionary<string, (string, string)>(StringComparer.OrdinalIgnoreCase);
        await using (var command = Command(opened, "SELECT \"from\", \"table\", \"to\" FROM pragma_foreign_key_list(@t) GROUP BY id HAVING COUNT(*) = 1", ("@t", declared.Table)))
        await using (var row = await command.ExecuteReaderAsync(cancellation))
            while (await row.ReadAsync(cancellation)) pointers[row.GetString(0)] = (row.GetString(1), row.IsDBNull(2) ? "" : row.GetString(2));
        var columns = new List<SqlColumn>();
        await using (var command = Command(opened, "SELECT name, type, \"notnull\", dflt_value IS NOT NULL, pk, hidden FROM pragma_table_xinfo(@t) WHERE hidden <> 1", ("@t", declared.Table)))
        await using (var row = await command.ExecuteReaderAsync(cancellation))
            while (await row.ReadAsync(cancellation)) columns.Add(Column(row, pointers));
        // The one key column of type INTEGER is the row's own number.
        return columns.Count(column => column.KeyPlace > 0) == 1
            ? [.. columns.Select(column => column.KeyPlace > 0 && column.TypeName == "INTEGER" ? column with { HasDefault = true } : column)]
            : columns;
    }

    /// <inheritdoc/>
    public override async Task<bool> IsViewAsync(DbConnection opened, SqlDeclaration declared, CancellationToken cancellation)
    {
        await using var command = Command(opened, "SELECT type FROM sqlite_master WHERE name = @t COLLATE NOCASE AND type IN ('table', 'view')", ("@t", declared.Table));
        return await command.ExecuteScalarAsync(cancellation) is "view";
    }

    /// <inheritdoc/>
    public override Task<IReadOnlyDictionary<string, ImmutableArray<string>>> ConstraintsAsync(DbConnection opened, SqlDeclaration declared, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyDictionary<string, ImmutableArray<string>>>(ImmutableDictionary<string, ImmutableArray<string>>.Empty);

    /// <inheritdoc/>
    public override object ToDriver(SqlColumn column, object value) => value switch
    {
        DateTimeOffset moment => Moments.Text(moment),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        bool yes => yes ? 1L : 0L,
        _ => value,
    };

    /// <inheritdoc/>
    public override (string Newest, string Since) Stamps(SqlColumn change) => ($"CAST(MAX({Quote(change.Name)}) AS TEXT)", $"{Quote(change.Name)} >= @since");

    /// <inheritdoc/>
    public override object Since(SqlColumn change, string cursor) =>
        change.Type == PropertyType.Integer && long.TryParse(cursor, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : cursor;

    // Moments and days are texts here, which several programs may write in several ways.
    /// <inheritdoc/>
    public override bool CanSearch(SqlColumn column) => column.Type is PropertyType.Text or PropertyType.Integer or PropertyType.Decimal or PropertyType.Boolean;

    /// <inheritdoc/>
    public override ConnectorError Error(DbException failure, SqlTable? table, bool wasSent)
    {
        var said = Said.Short(failure.Message);
        return (failure as SqliteException)?.SqliteErrorCode switch
        {
            19 => Refused(table, Named(said, table), said),
            18 or 20 => Refused(table, [], said),
            3 or 8 or 23 => new ConnectorError.NotAllowed($"The database {place} may not be written or read by SesamTalk: {said}"),
            5 or 6 => new ConnectorError.Unreachable($"The database {place} is held by another program: {said}"),
            13 => new ConnectorError.Unreachable($"The disk of the database {place} is full, or it may not grow. Nothing was written; SesamTalk goes on when there is room."),
            1 or 11 or 26 => new ConnectorError.Garbled($"The database {place} cannot be read as it is described: {said}"),
            10 when wasSent => new ConnectorError.Unknown($"The database {place} failed while writing: {said}"),
            _ => new ConnectorError.Unreachable($"The database {place} cannot be used: {said}"),
        };
    }

    // “UNIQUE constraint failed: customers.org_no”; a check says its own name or text, a reference says nothing.
    private static IEnumerable<string> Named(string said, SqlTable? table) => table is null ? []
        : said.Contains("FOREIGN KEY", StringComparison.Ordinal) ? table.Columns.Where(column => column.PointsTo is not null).Select(column => column.Name)
        : said.Contains("CHECK", StringComparison.Ordinal)
        ? table.Columns.Where(column => Words().Matches(said).Any(word => word.Value == column.Name)).Select(column => column.Name)
        : table.Columns.Where(column => said.Contains($".{column.Name},", StringComparison.Ordinal) || said.Contains($".{column.Name}'", StringComparison.Ordinal)).Select(column => column.Name);

    private static SqlColumn Column(DbDataReader row, Dictionary<string, (string, string)> pointers)
    {
        var (name, type) = (row.GetString(0), row.GetString(1).ToUpperInvariant());
        var length = Length().Match(type);
        return new SqlColumn(name, TypeOf(type))
        {
            TypeName = type,
            IsNotNull = row.GetInt64(2) == 1,
            HasDefault = row.GetInt64(3) == 1,
            KeyPlace = (int)row.GetInt64(4),
            IsComputed = row.GetInt64(5) > 1,
            MaxLength = length.Success && TypeOf(type) == PropertyType.Text && int.TryParse(length.Groups[1].Value, CultureInfo.InvariantCulture, out var most) ? most : null,
            PointsTo = pointers.TryGetValue(name, out var pointer) ? pointer : null,
        };
    }

    private static PropertyType TypeOf(string type) => type switch
    {
        "DATE" => PropertyType.Date,
        _ when type.StartsWith("BOOL", StringComparison.Ordinal) => PropertyType.Boolean,
        _ when type.StartsWith("DATETIME", StringComparison.Ordinal) || type.StartsWith("TIMESTAMP", StringComparison.Ordinal) => PropertyType.DateTime,
        _ when type.Contains("INT", StringComparison.Ordinal) => PropertyType.Integer,
        _ when Amount().IsMatch(type) => PropertyType.Decimal,
        _ => PropertyType.Text,
    };

    [GeneratedRegex(@"\((\d+)\)")]
    private static partial Regex Length();

    [GeneratedRegex("^(DEC|NUM|MONEY|REAL|FLOA|DOUB)")]
    private static partial Regex Amount();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Words();
}
