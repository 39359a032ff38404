using System.Collections.Immutable;
using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Files;

/// <summary>The declared entities, their columns read from the files themselves.</summary>
internal static class FileTables
{
    /// <summary>All entities, or what stands against them.</summary>
    public static Answer<FileTableList> Read(FileSettings settings)
    {
        var tables = new List<FileTable>();
        foreach (var (declared, formats) in settings.Entities)
        {
            var place = new FilePlace(settings.Folder, declared.File);
            try
            {
                tables.Add(Table(declared, formats, place));
            }
            catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException or FormatException)
            {
                return place.Error(trouble);
            }
        }

        return new FileTableList([.. tables]);
    }

    private static FileTable Table(FileDeclaration declared, CellFormats formats, FilePlace place)
    {
        var isJson = IsJson(declared);
        using var stream = place.Open();
        var found = isJson ? JsonLinesContents.Members(stream) : CsvContents.Columns(stream, formats).Select(column => (Name: column, Type: PropertyType.Text)).ToList();
        var properties = (isJson ? declared.Fields.Select(field => (Name: field.Name, Type: PropertyType.Text)).UnionBy(found, member => member.Name) : found)
            .Select(column => Property(declared, column.Name, column.Type)).ToList();
        string Known(string name) => properties.Exists(property => property.Path == name) ? name : throw new UnfitException($", as its entity is declared, should have the column {name}");
        foreach (var field in declared.Fields) Known(field.Name);
        ImmutableArray<SchemaProperty> keys = [.. declared.Key.Select(key => properties.Find(property => property.Path == Known(key))!)];
        if (keys.Length > 1) properties.Add(new SchemaProperty(JoinedKeys.Path, PropertyType.Text) { IsKey = true, IsReadOnly = true });
        var writes = !declared.ReadOnly;
        var ids = IdsOf(declared, keys);
        return new FileTable
        {
            Description = new EntityDescription(new Schema(declared.Entity, properties), new EntityCapabilities
            {
                ChangeCursor = true,
                SeesDeletions = true,
                LocksByVersion = writes,
                CanCreate = writes, CanUpdate = writes, CanDelete = writes && declared.Delete,
                ClientAssignedIds = writes && ids == NewIds.Given,
                ReferenceProperty = declared.Reference is { } reference ? Known(reference) : null,
                SearchableBy = [.. properties.Select(property => property.Path)],
                Archive = declared.Archive is { } mark ? (Known(mark.Column), FileShapes.FromCell(properties.Find(property => property.Path == mark.Column)!, mark.Value, formats)) : null,
            })
            {
                Aliases = [.. declared.Aliases],
                Label = [.. declared.Label.Select(Known)],
            },
            Place = place,
            Formats = formats,
            IsJson = isJson,
            Keys = keys,
            NewIds = ids,
            Stamp = declared.Stamp is { } stamp ? Known(stamp) : null,
        };
    }

    private static SchemaProperty Property(FileDeclaration declared, string name, PropertyType seen)
    {
        var field = declared.Fields.Find(field => field.Name == name);
        var isKey = declared.Key.Contains(name);
        var isGiven = declared.Key.Count > 1 || declared.Ids == "given";
        return new SchemaProperty(name, field is null ? name == declared.Stamp ? PropertyType.DateTime : seen : TypeOf(field))
        {
            IsKey = isKey && declared.Key.Count == 1,
            IsReadOnly = (isKey && !isGiven) || name == declared.Stamp || field?.ReadOnly == true,
            IsCreateOnly = isKey && isGiven,
            IsRequired = (isKey && isGiven) || field?.Required == true,
            MaxLength = field?.MaxLength,
            AllowedValues = [.. field?.Values ?? []],
            References = field?.References is { } target ? [target] : [],
        };
    }

    private static bool IsJson(FileDeclaration declared) => (declared.Format.Length > 0 ? declared.Format : Path.GetExtension(declared.File).TrimStart('.')).ToLowerInvariant() switch
    {
        "csv" or "txt" or "tsv" => false,
        "jsonl" or "ndjson" => true,
        _ => throw new UnfitException(" needs its format in its declaration: csv or jsonl"),
    };

    private static NewIds IdsOf(FileDeclaration declared, ImmutableArray<SchemaProperty> keys) => (declared.Ids, keys) switch
    {
        ("" or "given", { Length: > 1 }) or ("given", _) => NewIds.Given,
        ("" or "number", [{ Type: PropertyType.Integer }]) or ("number", [{ Type: PropertyType.Text }]) => NewIds.Number,
        ("" or "uuid", [{ Type: PropertyType.Text }]) => NewIds.Uuid,
        _ => throw new UnfitException($" cannot have new ids of the kind “{declared.Ids}”: uuid needs one text key, number one whole number or text, and several keys are given"),
    };

    private static PropertyType TypeOf(FileField field) => field.Type.ToLowerInvariant() switch
    {
        "text" or "string" => PropertyType.Text,
        "integer" or "int" => PropertyType.Integer,
        "decimal" or "number" => PropertyType.Decimal,
        "boolean" or "bool" => PropertyType.Boolean,
        "date" => PropertyType.Date,
        "datetime" => PropertyType.DateTime,
        _ => throw new UnfitException($" is declared with {field.Name} of the type “{field.Type}”: it must be text, integer, decimal, boolean, date or datetime"),
    };
}

/// <summary>The entities of a folder.</summary>
internal sealed record FileTableList(ImmutableArray<FileTable> Tables);
