namespace SesamTalk.Engine.Records;

/// <summary>
/// The schema of a list's elements as it is packed with them: names and types only, enough to hold the values where the
/// system's own schema is not at hand. Where it is, the elements are fitted into it.
/// </summary>
internal static class ElementShape
{
    /// <summary>The elements in another schema of theirs: what it lacks is left out.</summary>
    public static ElementList Fit(ElementList list, Schema schema) => new([.. list.Elements.Select(element => Fit(element, schema))]);

    public static void Write(ValueWriter writer, Schema schema)
    {
        writer.Text(schema.Entity);
        writer.Count(schema.Properties.Length);
        foreach (var property in schema.Properties)
        {
            writer.Text(property.Path);
            writer.Byte((byte)property.Type);
            writer.Byte(property.IsKey ? (byte)1 : (byte)0);
            if (property.Type != PropertyType.List) continue;
            writer.Byte(property.Element is null ? (byte)0 : (byte)1);
            if (property.Element is { } nested) Write(writer, nested);
        }
    }

    public static Schema Read(ref ValueReader reader)
    {
        var entity = reader.Text();
        var properties = new SchemaProperty[reader.Count()];
        for (var i = 0; i < properties.Length; i++)
        {
            var path = reader.Text();
            var type = (PropertyType)reader.Byte();
            var isKey = reader.Byte() == 1;
            var nested = type == PropertyType.List && reader.Byte() == 1 ? Read(ref reader) : null;
            properties[i] = new SchemaProperty(path, type) { IsKey = isKey, Element = nested };
        }

        return new Schema(entity, properties);
    }

    private static Record Fit(Record element, Schema schema) => Record.Of(schema, element.Id, element.Known()
        .Where(pair => schema.SlotOf(pair.Key) >= 0)
        .Select(pair => pair.Value is ElementList list && schema.Properties[schema.SlotOf(pair.Key)].Element is { } nested
            ? KeyValuePair.Create(pair.Key, (object?)Fit(list, nested))
            : pair));
}
