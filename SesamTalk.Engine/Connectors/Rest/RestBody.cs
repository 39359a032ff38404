using System.Collections.Immutable;
using System.Text.Json;
using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Rest;

/// <summary>
/// A body as a manifest writes it. A text that is one place keeps the value's type; a member whose value is not known is left
/// out, and <c>{record}</c> is the record that would be sent without a body of the manifest's own.
/// </summary>
internal abstract record RestBody
{
    /// <summary>The place of the whole record.</summary>
    public const string Whole = "record";

    private RestBody()
    {
    }

    /// <summary>All texts with places.</summary>
    public abstract IEnumerable<Placeholders> Texts { get; }

    /// <summary>The body as JSON.</summary>
    public byte[] Fill(Func<string, object?> value, Action<Utf8JsonWriter>? record = null) => JsonBody.Make(writer =>
    {
        if (!Write(writer, null, value, record)) writer.WriteNullValue();
    });

    /// <summary>Writes it, under a name where one is given; false where its value is not known and nothing was written.</summary>
    private protected abstract bool Write(Utf8JsonWriter writer, string? name, Func<string, object?> value, Action<Utf8JsonWriter>? record);

    /// <summary>A text with places.</summary>
    internal sealed record Words(Placeholders Text) : RestBody
    {
        public override IEnumerable<Placeholders> Texts => [Text];

        private protected override bool Write(Utf8JsonWriter writer, string? name, Func<string, object?> value, Action<Utf8JsonWriter>? record)
        {
            var given = Text.Sole switch
            {
                Whole when record is not null => record,
                { } sole => value(sole),
                null => Text.Fill(value, escape: false) ?? (object)Absent.Instance,
            };
            if (given is Absent || (given is null && Text.Sole?.StartsWith("record.", StringComparison.Ordinal) != true)) return false;
            if (name is not null) writer.WritePropertyName(name);
            if (given is Action<Utf8JsonWriter> whole) whole(writer);
            else if (given is ElementList list) Elements(writer, list);
            else JsonValues.Write(writer, given is int small ? (long)small : given);
            return true;
        }

        private static void Elements(Utf8JsonWriter writer, ElementList list)
        {
            writer.WriteStartArray();
            foreach (var element in list.Elements) JsonBody.WriteRecord(writer, new JsonPlan(element.Schema).Root, element, (one, slot) => one[slot] is not Absent);
            writer.WriteEndArray();
        }
    }

    /// <summary>A number, yes, no or nothing.</summary>
    internal sealed record Constant(object? Value) : RestBody
    {
        public override IEnumerable<Placeholders> Texts => [];

        private protected override bool Write(Utf8JsonWriter writer, string? name, Func<string, object?> value, Action<Utf8JsonWriter>? record)
        {
            if (name is not null) writer.WritePropertyName(name);
            JsonValues.Write(writer, Value);
            return true;
        }
    }

    /// <summary>A list.</summary>
    internal sealed record Sequence(ImmutableArray<RestBody> Items) : RestBody
    {
        public override IEnumerable<Placeholders> Texts => Items.SelectMany(item => item.Texts);

        private protected override bool Write(Utf8JsonWriter writer, string? name, Func<string, object?> value, Action<Utf8JsonWriter>? record)
        {
            if (name is not null) writer.WritePropertyName(name);
            writer.WriteStartArray();
            foreach (var item in Items) item.Write(writer, null, value, record);
            writer.WriteEndArray();
            return true;
        }
    }

    /// <summary>An object.</summary>
    internal sealed record Mapping(ImmutableArray<(string Name, RestBody Value)> Members) : RestBody
    {
        public override IEnumerable<Placeholders> Texts => Members.SelectMany(member => member.Value.Texts);

        private protected override bool Write(Utf8JsonWriter writer, string? name, Func<string, object?> value, Action<Utf8JsonWriter>? record)
        {
            if (name is not null) writer.WritePropertyName(name);
            writer.WriteStartObject();
            foreach (var (member, body) in Members) body.Write(writer, member, value, record);
            writer.WriteEndObject();
            return true;
        }
    }
}
