using System.Text.Encodings.Web;
using System.Text.Json;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Wire;

/// <summary>Writes records as JSON objects.</summary>
internal static class JsonBody
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A JSON text made by a writer.</summary>
    public static byte[] Make(Action<Utf8JsonWriter> write)
    {
        using var kept = new MemoryStream();
        using (var writer = new Utf8JsonWriter(kept, Options)) write(writer);
        return kept.ToArray();
    }

    /// <summary>The record as an object of the slots that are wanted; an object without any wanted slot is left out.</summary>
    public static void WriteRecord(Utf8JsonWriter writer, JsonNodePlan plan, Record record, Func<Record, int, bool> isWanted)
    {
        writer.WriteStartObject();
        foreach (var member in plan.Members)
        {
            if (member.Below is { } below)
            {
                if (!below.Slots.Any(slot => isWanted(record, slot))) continue;
                writer.WritePropertyName(member.Name);
                WriteRecord(writer, below, record, isWanted);
            }
            else if (isWanted(record, member.Slot))
            {
                writer.WritePropertyName(member.Name);
                WriteSlot(writer, member, record[member.Slot], isWanted);
            }
        }

        writer.WriteEndObject();
    }

    /// <summary>Writes one value of a record's path; a list with all that is known of its elements.</summary>
    public static void WriteValue(Utf8JsonWriter writer, JsonPlan plan, string path, object? value)
    {
        var slot = plan.Schema.SlotOf(path);
        var element = plan.Schema.Properties[slot].Element is { } schema ? new JsonPlan(schema) : null;
        WriteSlot(writer, new JsonMember(path, path, slot, null, element), value, (record, at) => record[at] is not Absent);
    }

    private static void WriteSlot(Utf8JsonWriter writer, JsonMember member, object? value, Func<Record, int, bool> isWanted)
    {
        if (value is not ElementList list)
        {
            JsonValues.Write(writer, value is Absent ? null : value);
            return;
        }

        writer.WriteStartArray();
        foreach (var element in list.Elements) WriteRecord(writer, member.Element!.Root, element, isWanted);
        writer.WriteEndArray();
    }
}
