using SesamTalk.Engine.Connectors.Wire;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace SesamTalk.Engine.Connectors.Sql;

/// <summary>What the setting <c>entities</c> says of one entity; everything else is read from the database itself.</summary>
internal sealed class SqlDeclaration
{
    /// <summary>The entity's name; the table's where it is left out.</summary>
    public string Entity { get; set; } = "";

    /// <summary>The table or view, written exactly; never with its schema.</summary>
    public string Table { get; set; } = "";

    /// <summary>The schema that the table stands in; the connection's own where it is left out.</summary>
    public string Schema { get; set; } = "";

    /// <summary>The key columns; the primary key where they are left out. Several make a key joined by strokes.</summary>
    public List<string> Key { get; set; } = [];

    /// <summary>Whether the database makes the key; seen from the column's default where it is left out.</summary>
    public bool? Generated { get; set; }

    /// <summary>A column that the database itself moves up with every write: a moment or a whole number. Without it every read is a full one.</summary>
    public string? Change { get; set; }

    /// <summary>A column that the database or another program moves with every write; a whole number is also moved by us.</summary>
    public string? Version { get; set; }

    /// <summary>A unique text column that is ours to fill on create.</summary>
    public string? Reference { get; set; }

    /// <summary>A column by which a row counts as deleted, and by which we delete.</summary>
    public SqlMark? SoftDelete { get; set; }

    /// <summary>A column by which a row is put out of use and stays readable.</summary>
    public SqlMark? Archive { get; set; }

    /// <summary>The columns that name a record for a person.</summary>
    public List<string> Label { get; set; } = [];

    /// <summary>Other names of the entity.</summary>
    public List<string> Aliases { get; set; } = [];

    /// <summary>Columns that hold ids of another entity, beside the database's own foreign keys.</summary>
    public Dictionary<string, string> References { get; set; } = [];

    /// <summary>Nothing is written. Views never are.</summary>
    public bool ReadOnly { get; set; }

    /// <summary>Rows may be deleted.</summary>
    public bool Delete { get; set; } = true;

    /// <summary>The declarations of a YAML or JSON list; throws <see cref="FormatException"/> that names the line.</summary>
    public static IReadOnlyList<SqlDeclaration> Read(string text)
    {
        try
        {
            SafeYaml.LookOver(text);
            var all = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build().Deserialize<List<SqlDeclaration>?>(text) ?? [];
            if (all.Count == 0) throw new UnfitException("it lists no entity");
            if (all.Any(one => one is null || string.IsNullOrWhiteSpace(one.Table))) throw new UnfitException("an entity is without its table");
            foreach (var one in all.Where(one => one.Entity.Length == 0)) one.Entity = one.Table;
            return all.DistinctBy(one => one.Entity).Count() == all.Count ? all : throw new UnfitException("two entities have the same name");
        }
        catch (YamlException wrong)
        {
            throw new UnfitException($"line {wrong.Start.Line}: {wrong.InnerException?.Message ?? wrong.Message}", wrong);
        }
    }
}

/// <summary>A column and the value that marks a row; without a value it is true, or the moment of marking.</summary>
internal sealed class SqlMark
{
    /// <summary>The column.</summary>
    public string Column { get; set; } = "";

    /// <summary>The value; null stands for true, or for any moment.</summary>
    public string? Value { get; set; }
}
