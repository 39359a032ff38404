using System.Text.Json;

namespace SesamTalk.Engine.Documents;

/// <summary>A section as a JSON object.</summary>
internal static class PairJson
{
    internal static void Write(Utf8JsonWriter json, DocumentSection section)
    {
        json.WriteStartObject();
        WriteNames(json, section);
        WriteRules(json, section);
        WriteKeys(json, section);
        json.WriteStartArray("properties");
        foreach (var row in section.Properties) WriteProperty(json, row);
        json.WriteEndArray();
        DocumentJson.WriteNotes(json, "remarks", section.Diagnostics);
        json.WriteEndObject();
    }

    private static void WriteNames(Utf8JsonWriter json, DocumentSection section)
    {
        var (source, target) = (section.Source, section.Target);
        json.WriteString("source", source.Shown);
        json.WriteString("target", target.Shown);
        json.WriteString("source_system", source.System);
        json.WriteString("target_system", target.System);
        json.WriteString("source_entity", source.Entity);
        json.WriteString("target_entity", target.Entity);
        json.WriteString("source_aspect", source.Aspect);
        json.WriteString("target_aspect", target.Aspect);
    }

    private static void WriteRules(Utf8JsonWriter json, DocumentSection section)
    {
        var condition = section.Opening as ConditionSentence;
        json.WriteBoolean("unconditional", section.Opening is EverySentence);
        json.WriteString("condition", condition?.Text);
        json.WriteString("condition_kind", condition is null ? null : condition.IsCondition ? "when" : "remark");
        json.WriteBoolean("link_required", section.Opening is BeforeSentence);
        WriteTexts(json, "create_if_connected_to", section.Creation?.Entities ?? []);
        json.WriteString("create_connected_system", section.Creation?.ConnectedSystem);
        json.WriteString("create_target_system", section.Creation?.TargetSystem);
        json.WriteBoolean("create_if_no_match", section.Says<CreateIfNoMatchSentence>());
        json.WriteBoolean("merge_if_exists", section.Says<MergeIfExistsSentence>());
        json.WriteBoolean("keep_in_sync", section.Says<OnceSentence>());
    }

    // Rows are alternatives; each is a list, so that it could hold a combination.
    private static void WriteKeys(Utf8JsonWriter json, DocumentSection section)
    {
        json.WriteStartArray("merge_keys");
        foreach (var key in section.MergeKeys)
        {
            json.WriteStartArray();
            json.WriteStartObject();
            WriteTexts(json, "source", key.Source);
            WriteTexts(json, "target", key.Target);
            json.WriteEndObject();
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    private static void WriteProperty(Utf8JsonWriter json, PropertyRow row)
    {
        json.WriteStartObject();
        json.WriteString("source", row.Source.Path);
        WriteDependencies(json, "source_condition", row.Source);
        json.WriteString("target", row.Target.Path);
        WriteDependencies(json, "target_condition", row.Target);
        json.WritePropertyName("data_type");
        WriteType(json, row.Type);
        json.WriteEndObject();
    }

    private static void WriteDependencies(Utf8JsonWriter json, string name, DocumentCell cell)
    {
        if (cell.Dependencies.Count == 0)
        {
            json.WriteNull(name);
            return;
        }
        json.WriteStartArray(name);
        foreach (var dependency in cell.Dependencies)
        {
            json.WriteStartObject();
            json.WriteString("value", dependency.Value);
            json.WriteString("path", dependency.Path);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteType(Utf8JsonWriter json, DocumentType type)
    {
        switch (type.Form)
        {
            case DocumentTypeForm.None:
                json.WriteNullValue();
                break;
            case DocumentTypeForm.Damaged:
                json.WriteStringValue(type.Text);
                break;
            case DocumentTypeForm.Json:
                using (var value = JsonDocument.Parse(type.Text)) value.RootElement.WriteTo(json);
                break;
        }
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, Sequence<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
