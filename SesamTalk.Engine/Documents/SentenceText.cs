namespace SesamTalk.Engine.Documents;

/// <summary>The wording of the fixed sentences. The article is always "a", and two blanks stand after "it": so the documents have it.</summary>
internal static class SentenceText
{
    internal static string Of(Sentence sentence, string x, string y) => sentence switch
    {
        EverySentence => $"Every {x} will be synchronized with a {y}.",
        BeforeSentence => $"Before any synchronization can take place, a link between a {x} and a {y} must be established.",
        ConditionSentence condition => $"{condition.Text}, it  will be synchronized with a {y}.",
        CreationSentence creation => $"A new {y} will be created from a {x} if it is connected to a {Connected(creation)} that is synchronized into {creation.TargetSystem}.",
        MergeIfExistsSentence => $"If a matching {y} already exists, the {x} will be merged with the existing one.",
        CreateIfNoMatchSentence => $"If no matching {y} is found, a new {y} will be created.",
        MergeIntroSentence => $"A {x} will merge with a {y} if one of the following property combinations match:",
        OnceSentence => $"Once a link between a {x} and a {y} is established, it will keep in sync between the two systems, regardless of where it is edited.",
        PropertiesIntroSentence => $"The following properties are synchronized between a {x} and a {y}:",
        _ => throw new System.Diagnostics.UnreachableException(sentence.GetType().Name),
    };

    // ", or " has its comma even between two.
    private static string Connected(CreationSentence creation)
    {
        var entities = creation.Entities;
        var list = entities.Count < 2 ? string.Concat(entities) : $"{string.Join(", ", entities.SkipLast(1))}, or {entities[^1]}";
        return creation.ConnectedSystem is null ? list : $"{creation.ConnectedSystem} {list}";
    }
}
