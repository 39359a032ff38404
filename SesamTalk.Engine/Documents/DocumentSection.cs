namespace SesamTalk.Engine.Documents;

/// <summary>One section: how one entity of the source becomes one entity of the target, and on what terms.</summary>
/// <param name="Source">The entity it goes out from.</param>
/// <param name="Target">The entity it goes to.</param>
/// <param name="Blocks">Everything that stands under the heading, in order.</param>
public sealed record DocumentSection(DocumentName Source, DocumentName Target, Sequence<Block> Blocks)
{
    /// <summary>The heading, with its line.</summary>
    public SectionHeading Heading { get; init; } = new();

    /// <summary>What is wrong or was not understood in this section; empty when all is in form.</summary>
    public Sequence<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>The first opening sentence; null when there is none.</summary>
    public Sentence? Opening => Sentences.FirstOrDefault(s => s is EverySentence or BeforeSentence or ConditionSentence);

    /// <summary>The rule for creating on demand; null without.</summary>
    public CreationSentence? Creation => Sentences.OfType<CreationSentence>().FirstOrDefault();

    /// <summary>The rows of the merge table, in order.</summary>
    public IEnumerable<MergeRow> MergeKeys => Blocks.OfType<MergeRow>();

    /// <summary>The rows of the property table, in order.</summary>
    public IEnumerable<PropertyRow> Properties => Blocks.OfType<PropertyRow>();

    /// <summary>The lines that were not understood.</summary>
    public IEnumerable<UnknownLine> Unknown => Blocks.OfType<UnknownLine>();

    /// <summary>Whether the sentence of that kind stands in the section.</summary>
    public bool Says<T>() where T : Sentence => Sentences.OfType<T>().Any();

    private IEnumerable<Sentence> Sentences => Blocks.OfType<SentenceBlock>().Select(b => b.Sentence);

    /// <summary>A section in the fixed form, every piece where it belongs.</summary>
    public static DocumentSection Of(DocumentName source, DocumentName target, Sentence opening, IEnumerable<PropertyRow> properties,
        CreationSentence? creation = null, bool matches = false, IEnumerable<MergeRow>? keys = null)
    {
        List<Block> blocks = [new SentenceBlock(opening)];
        if (creation is not null) blocks.Add(new SentenceBlock(creation));
        if (matches) blocks.AddRange([new SentenceBlock(new MergeIfExistsSentence()), new SentenceBlock(new CreateIfNoMatchSentence())]);
        if (keys is not null) blocks.AddRange([new SentenceBlock(new MergeIntroSentence()), new MergeTableHead(), .. keys]);
        blocks.AddRange([new SentenceBlock(new OnceSentence()), new SentenceBlock(new PropertiesIntroSentence()), new PropertyTableHead(target.System ?? ""), .. properties]);
        return new(source, target, blocks.ToSequence());
    }
}
