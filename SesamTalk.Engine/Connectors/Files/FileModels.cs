using SesamTalk.Engine.Connectors.Wire;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace SesamTalk.Engine.Connectors.Files;

/// <summary>What the setting <c>entities</c> says of one entity and its file.</summary>
internal sealed class FileDeclaration
{
    /// <summary>The entity's name; the file's without its ending where it is left out.</summary>
    public string Entity { get; set; } = "";

    /// <summary>The file, below the folder.</summary>
    public string File { get; set; } = "";

    /// <summary><c>csv</c> or <c>jsonl</c>; seen from the file's ending where it is left out.</summary>
    public string Format { get; set; } = "";

    /// <summary>The key columns. Several make a key joined by strokes.</summary>
    public List<string> Key { get; set; } = [];

    /// <summary>Who makes new ids: <c>uuid</c>, <c>number</c> (one above the highest) or <c>given</c> (they come with the record).</summary>
    public string Ids { get; set; } = "";

    /// <summary>A text column that is ours to fill on create.</summary>
    public string? Reference { get; set; }

    /// <summary>A column that says when a record was edited last; set by us with every write.</summary>
    public string? Stamp { get; set; }

    /// <summary>The columns that name a record for a person.</summary>
    public List<string> Label { get; set; } = [];

    /// <summary>Other names of the entity.</summary>
    public List<string> Aliases { get; set; } = [];

    /// <summary>The columns that are more than any text. Of a CSV file the others are texts; of JSON Lines their kinds are seen in the file.</summary>
    public List<FileField> Fields { get; set; } = [];

    /// <summary>How a record is put out of use and stays in the file.</summary>
    public FileMark? Archive { get; set; }

    /// <summary>Nothing is written.</summary>
    public bool ReadOnly { get; set; }

    /// <summary>Records may be deleted.</summary>
    public bool Delete { get; set; } = true;

    /// <summary>Formats of this file where they differ from the folder's.</summary>
    public string? Encoding { get; set; }

    /// <summary>The same.</summary>
    public string? Delimiter { get; set; }

    /// <summary>The same.</summary>
    public string? Decimal { get; set; }

    /// <summary>The same.</summary>
    public string? Date { get; set; }

    /// <summary>The same.</summary>
    public string? DateTime { get; set; }

    /// <summary>The same.</summary>
    public string? TimeZone { get; set; }

    /// <summary>The same.</summary>
    public string? Yes { get; set; }

    /// <summary>The same.</summary>
    public string? No { get; set; }

    /// <summary>The declarations of a YAML or JSON list; throws <see cref="FormatException"/> that names the line.</summary>
    public static IReadOnlyList<FileDeclaration> Read(string text)
    {
        try
        {
            SafeYaml.LookOver(text);
            var all = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build().Deserialize<List<FileDeclaration>?>(text) ?? [];
            if (all.Count == 0) throw new UnfitException("it lists no entity");
            if (all.Any(one => one is null || string.IsNullOrWhiteSpace(one.File))) throw new UnfitException("an entity is without its file");
            foreach (var one in all.Where(one => one.Entity.Length == 0)) one.Entity = Path.GetFileNameWithoutExtension(one.File);
            if (all.FirstOrDefault(one => one.Key.Count == 0) is { } keyless) throw new UnfitException($"{keyless.Entity} is without its key");
            return all.DistinctBy(one => one.Entity).Count() == all.Count ? all : throw new UnfitException("two entities have the same name");
        }
        catch (YamlException wrong)
        {
            throw new UnfitException($"line {wrong.Start.Line}: {wrong.InnerException?.Message ?? wrong.Message}", wrong);
        }
    }
}

/// <summary>What is declared of one column, or of one member by its dotted path.</summary>
internal sealed class FileField
{
    /// <summary>The column's header, or the member's dotted path.</summary>
    public string Name { get; set; } = "";

    /// <summary><c>text</c>, <c>integer</c>, <c>decimal</c>, <c>boolean</c>, <c>date</c> or <c>datetime</c>.</summary>
    public string Type { get; set; } = "text";

    /// <summary>Must be filled.</summary>
    public bool Required { get; set; }

    /// <summary>Another program fills it.</summary>
    public bool ReadOnly { get; set; }

    /// <summary>Most characters.</summary>
    public int? MaxLength { get; set; }

    /// <summary>The values that are allowed.</summary>
    public List<string> Values { get; set; } = [];

    /// <summary>The entity whose ids it holds.</summary>
    public string? References { get; set; }
}

/// <summary>A column and the value that marks a record.</summary>
internal sealed class FileMark
{
    /// <summary>The column.</summary>
    public string Column { get; set; } = "";

    /// <summary>The value, as the file writes it.</summary>
    public string Value { get; set; } = "";
}
