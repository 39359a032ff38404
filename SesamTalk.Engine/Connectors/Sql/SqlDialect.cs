using System.Collections.Immutable;
using System.Data.Common;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Sql;

/// <summary>What one kind of database does in its own way.</summary>
internal abstract class SqlDialect : IAsyncDisposable
{
    /// <summary>Where the database is, for a person; without secrets.</summary>
    public abstract string Place { get; }

    /// <summary>The question that the database answers with its own name; null where it has none but its file.</summary>
    public virtual string? Name => null;

    /// <summary>What makes a select keep its row until the transaction ends.</summary>
    public abstract string ForUpdate { get; }

    /// <summary>An open connection.</summary>
    public abstract Task<DbConnection> OpenAsync(CancellationToken cancellation);

    /// <summary>Statements on an open connection, within its transaction where one is given.</summary>
    public virtual SqlSession Session(DbConnection connection, DbTransaction? transaction = null) => new CommandSession(connection, transaction);

    /// <summary>A way through all rows of a table. They may come in any order, and some of them twice.</summary>
    public virtual SqlWalk Walk(SqlTable table, SqlRows rows, int size) => new(this, rows, null, size);

    /// <summary>The columns of a table, those that cannot be carried left out; empty where there is no such table.</summary>
    public abstract Task<IReadOnlyList<SqlColumn>> ColumnsAsync(DbConnection connection, SqlDeclaration declared, CancellationToken cancellation);

    /// <summary>Whether it is a view.</summary>
    public abstract Task<bool> IsViewAsync(DbConnection connection, SqlDeclaration declared, CancellationToken cancellation);

    /// <summary>The columns of each constraint of a table, by its name.</summary>
    public abstract Task<IReadOnlyDictionary<string, ImmutableArray<string>>> ConstraintsAsync(DbConnection connection, SqlDeclaration declared, CancellationToken cancellation);

    /// <summary>A slot's value as the driver takes it for this column.</summary>
    public abstract object ToDriver(SqlColumn column, object value);

    /// <summary>The newest stamp as a text, and the condition that takes it back as <c>@since</c> with the overlap taken off.</summary>
    public abstract (string Newest, string Since) Stamps(SqlColumn change);

    /// <summary>The cursor's text as the parameter <c>@since</c>.</summary>
    public abstract object Since(SqlColumn change, string cursor);

    /// <summary>Whether the database compares this column's values as we do.</summary>
    public abstract bool CanSearch(SqlColumn column);

    /// <summary>What a failure means; <paramref name="wasSent"/> says that a write may have arrived.</summary>
    public abstract ConnectorError Error(DbException failure, SqlTable? table, bool wasSent);

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>A name quoted, whatever it is made of.</summary>
    public static string Quote(string name) => '"' + name.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';

    /// <summary>A table's name quoted, with its schema where one is said.</summary>
    public static string Quote(SqlDeclaration declared) => declared.Schema.Length == 0 ? Quote(declared.Table) : $"{Quote(declared.Schema)}.{Quote(declared.Table)}";

    /// <summary>A command with its parameters.</summary>
    public static DbCommand Command(DbConnection connection, string sql, params IEnumerable<(string Name, object? Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value ?? DBNull.Value);
            command.Parameters.Add(parameter);
        }

        return command;
    }

    /// <summary>A column as it is selected.</summary>
    public static string Selected(SqlColumn column) => column.IsCast ? $"{Quote(column.Name)}::text" : Quote(column.Name);

    /// <summary>A parameter as it is written into this column.</summary>
    public static string Placed(SqlColumn column, string name) => column.IsCast ? $"CAST({name} AS {column.TypeName})" : name;

    /// <summary>A refusal of named columns.</summary>
    protected static ConnectorError.Rejected Refused(SqlTable? table, IEnumerable<string> columns, string why)
    {
        var named = columns.ToList();
        object where = table is null ? (Reason)(Wording)"The database" : table.Description.Name;
        return new([.. (named.Count == 0 ? [""] : named).Select(column => new RejectedProperty(column, why))],
            named.Count == 0 ? (Wording)$"{where} refuses the values: {why}" : (Wording)$"{where} refuses {string.Join(", ", named)}: {why}");
    }
}
