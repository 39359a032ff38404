using System.Text.Json;
using System.Text.Json.Nodes;
using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Files;

/// <summary>A file with one JSON object a line. A member that is left out is absent, null is null; members that nobody declared are kept.</summary>
internal sealed class JsonLinesContents(FileTable table, FileStream stream) : FileContents
{
    private const int Looked = 500;
    private readonly JsonPlan _plan = new(table.Schema);
    private readonly LineReader _lines = new(stream);
    private Record? _record;

    public override byte[] Head => _lines.Mark;

    public override byte[] LineBreak => _lines.LineBreak;

    /// <summary>The members of the first lines with the kinds of their values; lists are left alone.</summary>
    public static List<(string Name, PropertyType Type)> Members(FileStream stream)
    {
        var members = new Dictionary<string, PropertyType>();
        var lines = new LineReader(stream);
        for (var count = 0; count < Looked && lines.Next(); count++)
        {
            if (!lines.IsBlank) See(Parsed(lines), "", members, lines.Number);
        }

        return [.. members.Select(member => (member.Key, member.Value))];
    }

    public override IEnumerable<FileRow> Rows()
    {
        var row = new JsonFileRow(this);
        while (_lines.Next())
        {
            if (_lines.IsBlank) continue;
            _record = null;
            yield return row;
        }
    }

    public override byte[] New(Record values) => JsonBody.Make(writer => JsonBody.WriteRecord(writer, _plan.Root, values, (record, slot) => record[slot] is not Absent && table.Schema.Properties[slot].Path != JoinedKeys.Path));

    public override void Dispose()
    {
    }

    private Record Record()
    {
        if (_record is not null) return _record;
        try
        {
            var reader = new Utf8JsonReader(_lines.Line);
            reader.Read();
            var slots = JsonRecords.ReadSlots(ref reader, _plan);
            return _record = reader.Read() ? throw new UnfitJsonException("something follows the record") : table.Record(slots);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or FormatException)
        {
            throw Wrong(_lines, wrong);
        }
    }

    private byte[] With(IReadOnlyDictionary<string, object?> values)
    {
        var line = Parsed(_lines);
        foreach (var (path, value) in values)
        {
            var (at, steps) = (line, path.Split('.'));
            foreach (var step in steps[..^1])
            {
                if (at[step] is not JsonObject below) at[step] = below = [];
                at = below;
            }

            at[steps[^1]] = JsonNode.Parse(JsonBody.Make(writer => JsonValues.Write(writer, value)));
        }

        return JsonBody.Make(writer => line.WriteTo(writer));
    }

    private static void See(JsonObject line, string prefix, Dictionary<string, PropertyType> members, long number)
    {
        foreach (var (name, value) in line)
        {
            var path = prefix + name;
            if (name.Length == 0 || name.Contains('.', StringComparison.Ordinal)) throw new UnfitException($", line {number}: a member's name is empty or holds a dot");
            if (value is JsonObject below) See(below, path + ".", members, number);
            else if (KindOf(value) is { } kind && !members.TryAdd(path, kind) && members[path] != kind) throw new UnfitException($", line {number}: {path} is of another kind than above; declare it among the fields");
        }
    }

    private static PropertyType? KindOf(JsonNode? value) => value?.GetValueKind() switch
    {
        JsonValueKind.String => PropertyType.Text,
        JsonValueKind.Number => PropertyType.Decimal,
        JsonValueKind.True or JsonValueKind.False => PropertyType.Boolean,
        null or JsonValueKind.Null or JsonValueKind.Array or JsonValueKind.Object or JsonValueKind.Undefined => null,
        _ => null,
    };

    private static JsonObject Parsed(LineReader lines)
    {
        try
        {
            return JsonNode.Parse(lines.Line) as JsonObject ?? throw new UnfitJsonException("it is no object");
        }
        catch (JsonException wrong)
        {
            throw Wrong(lines, wrong);
        }
    }

    // The reader's own words may hold a part of the line.
    private static UnfitException Wrong(LineReader lines, Exception wrong) => wrong is JsonException { LineNumber: not null } or InvalidOperationException
        ? new($", line {lines.Number}: it is no whole JSON object", wrong)
        : new($", line {lines.Number}: {UnfitException.WhyOf(wrong)}", wrong);

    private sealed class JsonFileRow(JsonLinesContents contents) : FileRow
    {
        public override Record Record => contents.Record();

        public override byte[] Raw => contents._lines.Line.ToArray();

        public override byte[] With(IReadOnlyDictionary<string, object?> values) => contents.With(values);
    }
}
