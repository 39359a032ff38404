using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Sql;

/// <summary>The declared entities, their schemas read from the database itself.</summary>
internal static class SqlTables
{
    /// <summary>All tables, or what stands against them.</summary>
    public static async Task<Answer<SqlTableList>> ReadAsync(SqlSettings settings, CancellationToken cancellation)
    {
        try
        {
            await using var connection = await settings.Dialect.OpenAsync(cancellation);
            var tables = new List<SqlTable>();
            foreach (var declared in settings.Declared)
            {
                var columns = await settings.Dialect.ColumnsAsync(connection, declared, cancellation);
                var isView = await settings.Dialect.IsViewAsync(connection, declared, cancellation);
                if (columns.Count == 0) return new ConnectorError.NotAllowed($"{settings.Dialect.Place} has no table or view {declared.Table} that SesamTalk may see. Check the entities of this system, and its rights.");
                tables.Add(Table(settings, declared, columns, isView, await settings.Dialect.ConstraintsAsync(connection, declared, cancellation)));
            }

            return new SqlTableList([.. tables]);
        }
        catch (FormatException wrong)
        {
            return new ConnectorError.NotAllowed($"The entities of {settings.Dialect.Place} do not fit its tables: {UnfitException.WordsOf(wrong)}");
        }
        catch (DbException failure)
        {
            return settings.Dialect.Error(failure, null, wasSent: false);
        }
    }

    private static SqlTable Table(SqlSettings settings, SqlDeclaration declared, IReadOnlyList<SqlColumn> columns, bool isView, IReadOnlyDictionary<string, ImmutableArray<string>> constraints)
    {
        SqlColumn Known(string name) => columns.FirstOrDefault(column => column.Name == name) ?? throw new UnfitException($"{declared.Table} has no column {name}.");
        ImmutableArray<SqlColumn> keys = declared.Key.Count > 0 ? [.. declared.Key.Select(Known)] : [.. columns.Where(column => column.KeyPlace > 0).OrderBy(column => column.KeyPlace)];
        if (keys.Length == 0) throw new UnfitException($"{declared.Table} has no primary key; name its key columns.");
        var change = declared.Change is null ? null : Known(declared.Change);
        if (change is { Type: not (PropertyType.Integer or PropertyType.DateTime) }) throw new UnfitException($"{change.Name} of {declared.Table} cannot tell changes: it is no moment and no whole number.");
        var version = declared.Version is null ? null : Known(declared.Version);
        var generated = declared.Generated ?? (keys.Length == 1 && (keys[0].HasDefault || keys[0].IsComputed));
        var properties = columns.Select(column => Property(settings, declared, column, keys, generated, column == change || column == version)).ToList();
        if (keys.Length > 1) properties.Add(new SchemaProperty(JoinedKeys.Path, PropertyType.Text) { IsKey = true, IsReadOnly = true });
        (SqlColumn, object?)? softDelete = declared.SoftDelete is { } mark ? (Known(mark.Column), Mark(Known(mark.Column), mark.Value)) : null;
        var writes = !isView && !declared.ReadOnly;
        var archive = declared.Archive is { } archived ? Mark(Known(archived.Column), archived.Value ?? "true") : null;
        return new SqlTable
        {
            Description = new EntityDescription(new Schema(declared.Entity, properties), new EntityCapabilities
            {
                ChangeCursor = change is not null,
                SeesDeletions = change is not null && softDelete is not null,
                LocksByVersion = writes,
                CanCreate = writes, CanUpdate = writes, CanDelete = writes && declared.Delete,
                ClientAssignedIds = writes && !generated,
                ReferenceProperty = declared.Reference is { } reference ? Known(reference).Name : null,
                SearchableBy = [.. columns.Where(settings.Dialect.CanSearch).Select(column => column.Name)],
                Archive = archive is null ? null : (declared.Archive!.Column, archive),
            })
            {
                Aliases = [.. declared.Aliases],
                Label = [.. declared.Label.Select(label => Known(label).Name)],
            },
            Declared = declared,
            Quoted = SqlDialect.Quote(declared),
            Columns = [.. columns],
            Keys = keys,
            IsKeyGenerated = generated,
            Change = change,
            Version = version,
            SoftDelete = softDelete,
            Constraints = constraints,
        };
    }

    private static SchemaProperty Property(SqlSettings settings, SqlDeclaration declared, SqlColumn column, ImmutableArray<SqlColumn> keys, bool generated, bool isStamp)
    {
        var isKey = keys.Contains(column);
        var target = column.PointsTo is { } pointer ? settings.Declared.FirstOrDefault(other => string.Equals(other.Table, pointer.Table, StringComparison.OrdinalIgnoreCase))?.Entity : null;
        if (declared.References.TryGetValue(column.Name, out var said)) target = said;
        return new SchemaProperty(column.Name, column.Type)
        {
            IsKey = isKey && keys.Length == 1,
            IsReadOnly = column.IsComputed || isStamp || (isKey && generated),
            IsCreateOnly = isKey && !generated,
            IsRequired = column.IsNotNull && !column.HasDefault && !column.IsComputed && !isStamp && !(isKey && generated),
            MaxLength = column.MaxLength,
            AllowedValues = column.AllowedValues,
            References = target is null ? [] : [target],
        };
    }

    private static object? Mark(SqlColumn column, string? value) => column.Type switch
    {
        PropertyType.Boolean => value is null or "true",
        PropertyType.Integer => long.Parse(value ?? "1", NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
        PropertyType.Text => value ?? throw new UnfitException($"{column.Name} marks rows and needs its value."),
        PropertyType.DateTime => null,
        PropertyType.Decimal or PropertyType.Date or PropertyType.List => throw new UnfitException($"{column.Name} cannot mark rows: it is no yes or no, number, text or moment."),
    };
}

/// <summary>The tables of a database.</summary>
internal sealed record SqlTableList(ImmutableArray<SqlTable> Tables);
