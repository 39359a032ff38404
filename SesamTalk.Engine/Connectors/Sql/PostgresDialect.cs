using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Sql;

/// <summary>PostgreSQL. Stamps are taken when a transaction begins and seen when it ends: a read begins again an overlap below its cursor.</summary>
internal sealed class PostgresDialect : SqlDialect
{
    private readonly NpgsqlDataSource _source;
    private readonly double _overlap;
    private readonly string[] _hosts;
    private readonly Func<string, CancellationToken, Task<bool>> _isNamed;

    /// <param name="connection">The connection string.</param>
    /// <param name="timeoutSeconds">How long a command may take.</param>
    /// <param name="overlap">Seconds or steps that a read begins again below its cursor.</param>
    /// <param name="isNamed">Whether the installation names a host of an inner network.</param>
    public PostgresDialect(string connection, int timeoutSeconds, double overlap, Func<string, CancellationToken, Task<bool>> isNamed)
    {
        _isNamed = isNamed;
        var builder = new NpgsqlConnectionStringBuilder(connection) { CommandTimeout = timeoutSeconds, ApplicationName = "SesamTalk", IncludeErrorDetail = false };
        _hosts = [.. (builder.Host ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(host => host[0] != '/').Select(InnerGuard.WithoutPort)];
        (_source, _overlap, Place) = (NpgsqlDataSource.Create(builder), overlap, $"{builder.Host}/{builder.Database}");
    }

    /// <inheritdoc/>
    public override string Place { get; }

    /// <inheritdoc/>
    public override string? Name => "SELECT current_database()::text";

    /// <inheritdoc/>
    public override string ForUpdate => " FOR UPDATE";

    /// <inheritdoc/>
    public override async Task<DbConnection> OpenAsync(CancellationToken cancellation)
    {
        foreach (var host in _hosts)
            if (!await InnerGuard.MayGoAsync(host, _isNamed, cancellation)) throw new InnerHostException(host);
        return await _source.OpenConnectionAsync(cancellation);
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<SqlColumn>> ColumnsAsync(DbConnection connection, SqlDeclaration declared, CancellationToken cancellation)
    {
        await using var command = Command(connection, PostgresCatalog.Columns, ("@t", Quote(declared)));
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var columns = new List<SqlColumn>();
        while (await row.ReadAsync(cancellation))
            if (PostgresCatalog.Column(row) is { } column) columns.Add(column);
        return columns;
    }

    /// <inheritdoc/>
    public override async Task<bool> IsViewAsync(DbConnection connection, SqlDeclaration declared, CancellationToken cancellation)
    {
        await using var command = Command(connection, PostgresCatalog.IsView, ("@t", Quote(declared)));
        return await command.ExecuteScalarAsync(cancellation) is true;
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyDictionary<string, ImmutableArray<string>>> ConstraintsAsync(DbConnection connection, SqlDeclaration declared, CancellationToken cancellation)
    {
        await using var command = Command(connection, PostgresCatalog.Constraints, ("@t", Quote(declared)));
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var named = new Dictionary<string, ImmutableArray<string>>();
        while (await row.ReadAsync(cancellation)) named[row.GetString(0)] = row.IsDBNull(1) ? [] : [.. row.GetFieldValue<string[]>(1)];
        return named;
    }

    /// <inheritdoc/>
    public override object ToDriver(SqlColumn column, object value) => value switch
    {
        DateTimeOffset moment => column.TypeName == "timestamp with time zone" ? moment.UtcDateTime : DateTime.SpecifyKind(moment.UtcDateTime, DateTimeKind.Unspecified),
        _ => value,
    };

    /// <inheritdoc/>
    public override (string Newest, string Since) Stamps(SqlColumn change)
    {
        var off = _overlap.ToString(CultureInfo.InvariantCulture);
        var step = change.Type == PropertyType.Integer ? $"{Math.Round(_overlap).ToString(CultureInfo.InvariantCulture)}" : $"make_interval(secs => {off})";
        return ($"MAX({Quote(change.Name)})::text", $"{Quote(change.Name)} >= CAST(@since AS {change.TypeName}) - {step}");
    }

    /// <inheritdoc/>
    public override object Since(SqlColumn change, string cursor) => cursor;

    /// <inheritdoc/>
    public override bool CanSearch(SqlColumn column) => !column.IsCast || column.TypeName == "uuid";

    /// <inheritdoc/>
    public override ConnectorError Error(DbException failure, SqlTable? table, bool wasSent)
    {
        if (failure is InnerHostException inner) return new ConnectorError.NotAllowed($"The name {inner.Host} leads to an inner network, which this installation does not allow. An administrator can name the host in Settings.");
        if (failure is not PostgresException said)
            return wasSent
                ? new ConnectorError.Unknown($"The connection to {Place} was lost before it answered: {Said.Short(failure.Message)}")
                : new ConnectorError.Unreachable($"{Place} does not answer: {Said.Short(failure.Message)}");
        var words = Said.Short(said.MessageText);
        return said.SqlState switch
        {
            { } state when state.StartsWith("23", StringComparison.Ordinal) => Refused(table, Named(said, table), words),
            { } state when state.StartsWith("22", StringComparison.Ordinal) || state is "P0001" => Refused(table, said.ColumnName is { } column ? [column] : [], words),
            { } state when state.StartsWith("28", StringComparison.Ordinal) || state is "42501" or "25006" => new ConnectorError.NotAllowed($"{Place} refuses SesamTalk: {words}"),
            { } state when state.StartsWith("42", StringComparison.Ordinal) => new ConnectorError.Garbled($"{Place} is no longer as it was described: {words}"),
            "53100" => new ConnectorError.Unreachable($"The disk of {Place} is full. Nothing was written; SesamTalk goes on when there is room."),
            { } state when wasSent && (state.StartsWith("57P", StringComparison.Ordinal) || state.StartsWith("08", StringComparison.Ordinal)) => new ConnectorError.Unknown($"The connection to {Place} was lost before it answered: {words}"),
            _ => new ConnectorError.Unreachable($"{Place} cannot do it now: {words}"),
        };
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        await base.DisposeAsync();
    }

    private static ImmutableArray<string> Named(PostgresException said, SqlTable? table) =>
        said.ColumnName is { } column ? [column] : said.ConstraintName is { } name && table?.Constraints.TryGetValue(name, out var columns) == true ? columns : [];
}
