using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SesamTalk.Engine.Connectors;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace SesamTalk.Web.Operations.Config;

/// <summary>JSON as YAML and back, without a loss: a text that could be read as something else is quoted, and long texts stand as they are.</summary>
internal static partial class ConfigYaml
{
    /// <summary>The YAML of a value; the same value always gives the same text.</summary>
    public static string Write(JsonNode root)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var emitter = new Emitter(text, new EmitterSettings(bestIndent: 2, bestWidth: int.MaxValue, isCanonical: false, maxSimpleKeyLength: 1024).WithNewLine("\n"));
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        Emit(emitter, root);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return text.ToString();
    }

    /// <summary>The value of a YAML text. Throws <see cref="InvalidDataException"/> with the line where it is none, or says what JSON cannot.</summary>
    public static JsonNode Read(string text)
    {
        try
        {
            SafeYaml.LookOver(text);
            var stream = new YamlStream();
            using var reader = new StringReader(text);
            stream.Load(reader);
            return stream.Documents is [var only] && Of(only.RootNode) is { } root ? root : throw new InvalidDataException("The file holds no configuration. Nothing was done.");
        }
        catch (YamlException wrong)
        {
            throw new InvalidDataException($"Line {wrong.Start.Line}: {wrong.Message} Nothing was done.", wrong);
        }
    }

    private static void Emit(Emitter emitter, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                emitter.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, isImplicit: true, members.Count == 0 ? MappingStyle.Flow : MappingStyle.Block));
                foreach (var (name, value) in members)
                {
                    emitter.Emit(Text(name));
                    Emit(emitter, value);
                }

                emitter.Emit(new MappingEnd());
                break;
            case JsonArray items:
                emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, items.Count == 0 ? SequenceStyle.Flow : SequenceStyle.Block));
                foreach (var item in items) Emit(emitter, item);
                emitter.Emit(new SequenceEnd());
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                emitter.Emit(Text(value.GetValue<string>()));
                break;
            default:
                emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, node?.ToJsonString() ?? "null", ScalarStyle.Plain, isPlainImplicit: true, isQuotedImplicit: false));
                break;
        }
    }

    private static Scalar Text(string text)
    {
        var style = PlainText().IsMatch(text) && !LooksOtherwise().IsMatch(text) ? ScalarStyle.Plain : IsBlock(text) ? ScalarStyle.Literal : ScalarStyle.DoubleQuoted;
        return new Scalar(AnchorName.Empty, TagName.Empty, text, style, isPlainImplicit: style == ScalarStyle.Plain, isQuotedImplicit: style != ScalarStyle.Plain);
    }

    // Lines that YAML gives back as they are; everything else is quoted.
    private static bool IsBlock(string text) => text.Length > 1 && text.EndsWith('\n') && text[^2] != '\n' && text[0] is not (' ' or '\n' or '\t') && text.All(letter => letter == '\n' || letter is >= ' ' and not '\u007F' and not '\u0085' and not '\u2028' and not '\u2029' and not '\uFEFF')
        && text.Split('\n').All(line => line.Length == 0 || line[^1] != ' ');

    private static JsonNode? Of(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(child => KeyValuePair.Create(Name(child.Key), Of(child.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Of)]),
        YamlScalarNode { Style: ScalarStyle.Plain } plain => OfPlain(plain.Value ?? ""),
        YamlScalarNode quoted => JsonValue.Create(quoted.Value ?? ""),
        _ => throw new InvalidDataException($"Line {node.Start.Line}: this is not understood. Nothing was done."),
    };

    private static string Name(YamlNode key) => key is YamlScalarNode { Value: { } name } ? name : throw new InvalidDataException($"Line {key.Start.Line}: this is not understood. Nothing was done.");

    private static JsonNode? OfPlain(string text) => text switch
    {
        "" or "null" or "~" => null,
        "true" => JsonValue.Create(true),
        "false" => JsonValue.Create(false),
        _ when Whole().IsMatch(text) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => JsonValue.Create(whole),
        _ when Number().IsMatch(text) => JsonNode.Parse(text),
        _ => JsonValue.Create(text),
    };

    [GeneratedRegex(@"^[A-Za-zÆØÅæøå0-9_/(][\wÆØÅæøå ./()~+@%-]*(?<! )$")]
    private static partial Regex PlainText();

    [GeneratedRegex(@"^(null|true|false|yes|no|on|off|y|n|~|[-+]?[\d.][\d.eE_:+-]*|0[xo].*|[\d-]{8,}.*)$", RegexOptions.IgnoreCase)]
    private static partial Regex LooksOtherwise();

    [GeneratedRegex(@"^-?(0|[1-9]\d*)$")]
    private static partial Regex Whole();

    [GeneratedRegex(@"^-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?$")]
    private static partial Regex Number();
}
