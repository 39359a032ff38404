using System.Data.Common;
using System.Globalization;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Sql;

/// <summary>What PostgreSQL's own catalog says of a table; <c>@t</c> is its quoted name.</summary>
internal static class PostgresCatalog
{
    /// <summary>One row for each column; a domain is taken for its base type.</summary>
    public const string Columns = """
        SELECT a.attname::text, t.typname::text, t.typtype = 'e', format_type(COALESCE(NULLIF(d.typbasetype, 0), a.atttypid), NULL),
               CASE WHEN t.typname IN ('varchar', 'bpchar') THEN GREATEST(CASE WHEN d.typbasetype <> 0 THEN d.typtypmod ELSE a.atttypmod END, 0) ELSE 0 END,
               a.attnotnull, a.atthasdef OR a.attidentity = 'd', a.attgenerated <> '' OR a.attidentity = 'a',
               COALESCE((SELECT array_position(i.indkey::int2[], a.attnum) + 1 FROM pg_index i WHERE i.indrelid = a.attrelid AND i.indisprimary), 0),
               (SELECT c.relname::text FROM pg_constraint k JOIN pg_class c ON c.oid = k.confrelid WHERE k.conrelid = a.attrelid AND k.contype = 'f' AND k.conkey = ARRAY[a.attnum] LIMIT 1),
               ARRAY(SELECT e.enumlabel::text FROM pg_enum e WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder)
        FROM pg_attribute a
        JOIN pg_type d ON d.oid = a.atttypid
        JOIN pg_type t ON t.oid = COALESCE(NULLIF(d.typbasetype, 0), d.oid)
        WHERE a.attrelid = to_regclass(@t) AND a.attnum > 0 AND NOT a.attisdropped
        ORDER BY a.attnum
        """;

    /// <summary>Whether it is a view.</summary>
    public const string IsView = "SELECT c.relkind IN ('v', 'm') FROM pg_class c WHERE c.oid = to_regclass(@t)";

    /// <summary>The columns of each constraint and unique index.</summary>
    public const string Constraints = """
        SELECT c.conname::text, ARRAY(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = c.conrelid AND a.attnum = ANY(c.conkey)) FROM pg_constraint c WHERE c.conrelid = to_regclass(@t)
        UNION ALL
        SELECT i.relname::text, ARRAY(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = x.indrelid AND a.attnum = ANY(x.indkey::int2[]))
        FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid WHERE x.indrelid = to_regclass(@t) AND x.indisunique
        """;

    /// <summary>The column of a row; null for a type that cannot be carried.</summary>
    public static SqlColumn? Column(DbDataReader row)
    {
        var isEnum = row.GetBoolean(2);
        if ((isEnum ? PropertyType.Text : TypeOf(row.GetString(1))) is not { } type) return null;
        var modifier = Convert.ToInt32(row.GetValue(4), CultureInfo.InvariantCulture);
        return new SqlColumn(row.GetString(0), type)
        {
            // Without its length “character” means one character only, and a cast would cut.
            TypeName = row.GetString(1) switch { "bpchar" => "bpchar", "_bpchar" => "bpchar[]", _ => row.GetString(3) },
            IsCast = isEnum || (type == PropertyType.Text && row.GetString(1) is not ("text" or "varchar")),
            MaxLength = modifier > 4 ? modifier - 4 : null,
            Bytes = row.GetString(1) switch { "int2" => 2, "int4" => 4, _ => 8 },
            IsNotNull = row.GetBoolean(5),
            HasDefault = row.GetBoolean(6),
            IsComputed = row.GetBoolean(7),
            KeyPlace = Convert.ToInt32(row.GetValue(8), CultureInfo.InvariantCulture),
            PointsTo = row.IsDBNull(9) ? null : (row.GetString(9), ""),
            AllowedValues = [.. row.GetFieldValue<string[]>(10)],
        };
    }

    private static PropertyType? TypeOf(string name) => name switch
    {
        "text" or "varchar" or "bpchar" or "uuid" or "citext" or "name" => PropertyType.Text,
        // Carried as the database writes them as text: sent back unchanged they are the same.
        "json" or "jsonb" or "time" or "timetz" or "interval" or "inet" or "cidr" or "macaddr" => PropertyType.Text,
        _ when name.StartsWith('_') && name is not ("_bit" or "_varbit" or "_bytea") => PropertyType.Text,
        "int2" or "int4" or "int8" => PropertyType.Integer,
        "numeric" or "float4" or "float8" => PropertyType.Decimal,
        "bool" => PropertyType.Boolean,
        "date" => PropertyType.Date,
        "timestamp" or "timestamptz" => PropertyType.DateTime,
        _ => null,
    };
}
