namespace SesamTalk.Engine.Documents.Reading;

/// <summary>
/// Reads a conditional opening. Its beginning is prose and may hold anything, so the fixed tail is matched from the right;
/// the prose is kept word for word.
/// </summary>
internal static class ConditionReader
{
    private const string Tail = ", it will be synchronized with a ";

    internal static ConditionSentence? Read(string line, string flat, DocumentName target, List<(DiagnosticKind, string)> problems)
    {
        var tail = flat.LastIndexOf(Tail, StringComparison.Ordinal);
        if (tail < 0 || !flat.EndsWith('.')) return null;
        if (TailStart(line) is not (>= 0 and var start)) return null;
        if (flat[(tail + Tail.Length)..] != Wording.Flat(target.Full + ".")) problems.Add((DiagnosticKind.NamesDisagree, line.Trim()));
        return new(line[..start]);
    }

    // Where the tail begins in the line itself, whose blanks may be doubled.
    private static int TailStart(string line)
    {
        var at = line.Length;
        for (var tries = 0; tries < 8 && at > 0; tries++)
        {
            at = line.LastIndexOf(", ", at - 1, StringComparison.Ordinal);
            if (at < 0) return -1;
            if (Wording.Flat(line.AsSpan(at, Math.Min(line.Length - at, 200))).StartsWith(Tail.TrimEnd(), StringComparison.Ordinal)) return at;
        }
        return -1;
    }
}
