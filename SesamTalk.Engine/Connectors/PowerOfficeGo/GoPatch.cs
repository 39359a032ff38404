using System.Text.Json;
using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.PowerOfficeGo;

/// <summary>
/// A JSON Patch (RFC 6902) of what differs, and of that only what Go can patch: ids, never the code twins. Below an object
/// that is null nothing can be replaced, so the whole object is added, with its required members.
/// </summary>
internal static class GoPatch
{
    /// <summary>Media type of a patch.</summary>
    public const string ContentType = "application/json-patch+json";

    /// <summary>The patch as JSON.</summary>
    public static byte[] Build(GoEntity entity, Record values, Record current, IReadOnlyList<string> changed) => JsonBody.Make(writer =>
    {
        writer.WriteStartArray();
        foreach (var path in changed.Where(path => !IsBelowNull(current, path)))
            WriteOperation(writer, "replace", path, () => JsonValues.Write(writer, values[path]));
        foreach (var parent in changed.Where(path => IsBelowNull(current, path)).Select(Parent).Distinct())
        {
            var node = entity.Plan.Root.Members.First(member => member.Name == parent).Below!;
            var whole = current.OverlaidBy(values);
            if (node.Slots.All(slot => whole[slot] is null or Absent)) continue;
            WriteOperation(writer, "add", parent, () => JsonBody.WriteRecord(writer, node, whole, (record, slot) => Belongs(entity, record, slot)));
        }

        writer.WriteEndArray();
    });

    /// <summary>Whether the slot goes into an object that is sent whole: it can be written, and it has a value or must be there.</summary>
    public static bool Belongs(GoEntity entity, Record record, int slot)
    {
        var property = record.Schema.Properties[slot];
        if (property.IsReadOnly) return false;
        return record[slot] is not (null or Absent) || entity.RequiredBelow.Contains(property.Path);
    }

    private static bool IsBelowNull(Record current, string path)
    {
        if (!path.Contains('.', StringComparison.Ordinal)) return false;
        var prefix = Parent(path) + ".";
        var below = current.Schema.Properties.Where(p => p.Path.StartsWith(prefix, StringComparison.Ordinal)).Select(p => current[p.Path]).ToList();
        return below.TrueForAll(value => value is null or Absent) && below.Exists(value => value is null);
    }

    private static string Parent(string path) => path[..path.IndexOf('.', StringComparison.Ordinal)];

    private static void WriteOperation(Utf8JsonWriter writer, string operation, string path, Action writeValue)
    {
        writer.WriteStartObject();
        writer.WriteString("op", operation);
        writer.WriteString("path", "/" + path.Replace('.', '/'));
        writer.WritePropertyName("value");
        writeValue();
        writer.WriteEndObject();
    }
}
