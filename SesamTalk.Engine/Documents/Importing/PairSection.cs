using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Documents.Reading;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Documents.Importing;

/// <summary>Writes a pair, as it goes out from one side, as a section in the fixed form.</summary>
/// <param name="dataflow">The dataflow, for the names of its systems.</param>
/// <param name="from">The side the section goes out from.</param>
internal sealed class PairSection(Dataflow dataflow, Side from)
{
    /// <summary>The section; where the pair had one in an imported document, its names, its opening if that still holds, and its unknown lines are kept.</summary>
    internal DocumentSection Of(Pair pair, DocumentSection? imported)
    {
        var source = imported?.Source ?? Name(pair, from);
        var target = imported?.Target ?? Name(pair, from.Other());
        var direction = pair.From(from);
        var opening = Opening(direction, imported);
        var keys = opening is ConditionSentence || pair.Keys.IsEmpty ? null : pair.Keys.Select(Key);
        var section = DocumentSection.Of(source, target, opening, pair.Properties.Select(Row), Creation(direction, imported, source),
            matches: opening is EverySentence && keys is not null, keys);
        return section with { Blocks = [.. section.Blocks, .. imported?.Unknown ?? []] };
    }

    private DocumentName Name(Pair pair, Side side)
    {
        var part = pair.On(side);
        // Without a system's name in a dataflow that has one, the name could not be split; it goes out as it came.
        return part.SystemName.Length == 0 && dataflow.On(side).DocumentName.Length > 0
            ? new(part.Name, null, part.Entity, part.Aspect)
            : DocumentName.Of(part.SystemName, part.Entity, part.Aspect);
    }

    private static Sentence Opening(Direction direction, DocumentSection? imported)
    {
        if (direction.Condition is { } condition) return new ConditionSentence(condition);
        return direction.Creation switch
        {
            CreationRule.Every => new EverySentence(),
            CreationRule.OnlyLinked or CreationRule.WhenConnected => new BeforeSentence(),
            CreationRule.Never => imported?.Opening ?? new BeforeSentence(),
        };
    }

    private CreationSentence? Creation(Direction direction, DocumentSection? imported, DocumentName source)
    {
        if (direction.Creation != CreationRule.WhenConnected) return null;
        return imported?.Creation is { } creation && creation.Entities.SequenceEqual(direction.ConnectedTo)
            ? creation
            : new(source.System, direction.ConnectedTo.ToSequence(), dataflow.On(from.Other()).DocumentName);
    }

    private MergeRow Key(MergeKey key)
    {
        var (a, b) = (key.Parts.Select(p => p.A).ToSequence(), key.Parts.Select(p => p.B).ToSequence());
        return from == Side.A ? new(a, b) : new(b, a);
    }

    private PropertyRow Row(PropertyRule rule)
    {
        var a = new DocumentCell(rule.A, rule.DependenciesA.Select(d => new DocumentDependency(d.Value, d.Path)).ToSequence());
        var b = new DocumentCell(rule.B, rule.DependenciesB.Select(d => new DocumentDependency(d.Value, d.Path)).ToSequence());
        return from == Side.A ? new(a, b, Type(rule.TypeToB)) : new(b, a, Type(rule.TypeToA));
    }

    private static DocumentType Type(string? cell) => cell is null ? DocumentType.None : TypeReader.Read(cell, out _);
}
