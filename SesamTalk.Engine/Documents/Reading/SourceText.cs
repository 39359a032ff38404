using System.Text;

namespace SesamTalk.Engine.Documents.Reading;

/// <summary>The lines of a file, and how they ended.</summary>
internal sealed class SourceText
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The lines up to the last that is not blank.</summary>
    internal required string[] Lines { get; init; }
    internal required string LineEnding { get; init; }

    /// <summary>Everything after the last line that is not blank.</summary>
    internal required string Ending { get; init; }
    internal bool HasByteOrderMark { get; init; }

    /// <summary>Decodes strict UTF-8; anything else is a diagnostic that names the line.</summary>
    internal static Diagnostic? Decode(byte[] bytes, out SourceText text)
    {
        text = null!;
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..]) return new(DiagnosticKind.Utf16, new(1));
        var zero = bytes.AsSpan().IndexOf((byte)0);
        if (zero >= 0) return new(LooksLikeUtf16(bytes) ? DiagnosticKind.Utf16 : DiagnosticKind.Binary, LineAt(bytes, zero));
        var mark = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        try
        {
            text = Split(StrictUtf8.GetString(bytes, mark, bytes.Length - mark), mark > 0);
        }
        catch (DecoderFallbackException problem)
        {
            return new(DiagnosticKind.NotUtf8, LineAt(bytes, mark + Math.Max(0, problem.Index)));
        }
        return text.Lines.Length == 0 ? new(DiagnosticKind.Empty, new(1)) : null;
    }

    private static SourceText Split(string text, bool mark)
    {
        text = ResultColumns.TakenOut(text);
        var body = text.TrimEnd();
        // Where the endings are mixed, the carriage returns stay with their lines as trailing blanks and so come back out.
        var ending = text.Contains('\n', StringComparison.Ordinal) && text.AsSpan().Count("\r\n") == text.AsSpan().Count('\n') ? "\r\n" : "\n";
        return new()
        {
            Lines = body.Length == 0 ? [] : body.Split(ending),
            LineEnding = ending,
            Ending = text[body.Length..],
            HasByteOrderMark = mark,
        };
    }

    private static bool LooksLikeUtf16(byte[] bytes)
    {
        var head = bytes.AsSpan(0, Math.Min(bytes.Length, 200));
        return head.Count((byte)0) * 3 > head.Length && head.Count((byte)0) * 3 < head.Length * 2;
    }

    private static SourceLine LineAt(byte[] bytes, int index) => new(1 + bytes.AsSpan(0, Math.Min(index, bytes.Length)).Count((byte)'\n'));
}
