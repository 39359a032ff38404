namespace SesamTalk.Engine.Documents.Reading;

/// <summary>Recognises the fixed sentences of one section.</summary>
internal sealed class SentenceReader
{
    private readonly Dictionary<string, Sentence> _fixed = [];
    private readonly Lazy<Dictionary<string, Sentence>> _flat;
    private readonly DocumentName _target;
    private readonly CreationReader _creation;

    internal SentenceReader(DocumentName source, DocumentName target, string titleSource, string titleTarget)
    {
        _target = target;
        _creation = new(source, target, titleSource, titleTarget);
        Sentence[] sentences = [new EverySentence(), new BeforeSentence(), new MergeIfExistsSentence(), new CreateIfNoMatchSentence(),
            new MergeIntroSentence(), new OnceSentence(), new PropertiesIntroSentence()];
        foreach (var sentence in sentences) _fixed[SentenceText.Of(sentence, source.Full, target.Full)] = sentence;
        _flat = new(() => _fixed.GroupBy(f => Wording.Flat(f.Key)).ToDictionary(f => f.Key, f => f.First().Value));
    }

    /// <summary>The sentence on the line; null when it is none. Problems tell where its names are others than the heading's.</summary>
    internal Sentence? Read(string line, List<(DiagnosticKind Kind, string Detail)> problems)
    {
        if (_fixed.TryGetValue(line, out var sentence)) return sentence;
        var flat = Wording.Flat(line);
        if (_flat.Value.TryGetValue(flat, out sentence)) return sentence;
        if (ConditionReader.Read(line, flat, _target, problems) is { } condition) return condition;
        if (_creation.Read(line, flat, problems) is { } creation) return creation;
        if (OtherNames(flat) is not { } other) return null;
        problems.Add((DiagnosticKind.NamesDisagree, line.Trim()));
        return other;
    }

    // The same sentence with other names.
    private static Sentence? OtherNames(string flat)
    {
        foreach (var (start, middle, end, sentence) in Patterns)
        {
            if (!flat.StartsWith(start, StringComparison.Ordinal) || !flat.EndsWith(end, StringComparison.Ordinal)) continue;
            var inner = flat.Length - start.Length - end.Length;
            if (inner > 0 && flat.AsSpan(start.Length - 1, inner + 1).Contains(middle, StringComparison.Ordinal)) return sentence;
        }
        return null;
    }

    private static readonly (string Start, string Middle, string End, Sentence Sentence)[] Patterns =
    [
        ("Every ", " will be synchronized with a", ".", new EverySentence()),
        ("Before any synchronization can take place, a link between a ", " and a", " must be established.", new BeforeSentence()),
        ("If a matching ", " already exists, the", " will be merged with the existing one.", new MergeIfExistsSentence()),
        ("If no matching ", " is found, a new", " will be created.", new CreateIfNoMatchSentence()),
        ("A ", " will merge with a", " if one of the following property combinations match:", new MergeIntroSentence()),
        ("Once a link between a ", " and a", " is established, it will keep in sync between the two systems, regardless of where it is edited.", new OnceSentence()),
        ("The following properties are synchronized between a ", " and a", ":", new PropertiesIntroSentence()),
    ];
}
