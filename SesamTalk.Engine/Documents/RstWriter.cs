using System.Text;

namespace SesamTalk.Engine.Documents;

/// <summary>Writes a document: pieces in the fixed form from what they say, the others as they were written.</summary>
public static class RstWriter
{
    /// <summary>The document as text. A document that was read and not changed gives the text it was read from.</summary>
    public static string Write(DataflowDocument document)
    {
        var text = new StringBuilder();
        Block? previous = null;
        foreach (var block in document.Head) Append(block, null);
        foreach (var section in document.Sections)
        {
            Append(section.Heading, section);
            foreach (var block in section.Blocks) Append(block, section);
        }
        if (document.Ending is not null) text.Length -= document.LineEnding.Length;
        return text.Append(document.Ending).ToString();

        void Append(Block block, DocumentSection? section)
        {
            IEnumerable<string> above = block.Above ?? Enumerable.Repeat("", Form.BlankLinesAbove(previous, block));
            foreach (var line in above) text.Append(line).Append(document.LineEnding);
            IEnumerable<string> lines = block.AsWritten ?? (IEnumerable<string>)Form.Lines(block, section?.Source, section?.Target);
            foreach (var line in lines) text.Append(line).Append(document.LineEnding);
            previous = block;
        }
    }

    /// <summary>The document as bytes: UTF-8, with a byte order mark only where it was read with one.</summary>
    public static byte[] WriteBytes(DataflowDocument document)
    {
        var body = Encoding.UTF8.GetBytes(Write(document));
        return document.HasByteOrderMark ? [.. Encoding.UTF8.Preamble, .. body] : body;
    }
}
