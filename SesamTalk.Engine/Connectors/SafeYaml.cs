using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace SesamTalk.Engine.Connectors;

/// <summary>YAML that somebody else may have written is looked over before it is read: a few letters can stand for gigabytes, or be nested until the reader falls.</summary>
public static class SafeYaml
{
    private const int Deepest = 100, Largest = 32 * 1024 * 1024;

    /// <summary>Throws <see cref="YamlException"/> with the place where a text is too large, too deep, or uses anchors; and where it is no YAML.</summary>
    public static void LookOver(string text)
    {
        if (text.Length > Largest) throw new YamlException(Mark.Empty, Mark.Empty, "it is larger than 32 MB");
        try
        {
            var depth = 0;
            var parser = new Parser(new StringReader(text));
            while (parser.MoveNext())
            {
                var now = parser.Current!;
                if (now is AnchorAlias or NodeEvent { Anchor.IsEmpty: false }) throw new YamlException(now.Start, now.End, "anchors and aliases are not read; write the part out");
                depth += now.NestingIncrease;
                if (depth > Deepest) throw new YamlException(now.Start, now.End, $"it is nested deeper than {Deepest}");
            }
        }
        catch (InvalidOperationException lost)
        {
            throw new YamlException(Mark.Empty, Mark.Empty, "a bracket or a quote may be left open", lost); // the parser's way of losing its place
        }
    }
}
