using SesamTalk.Engine.Documents;

namespace SesamTalk.Tests.Engine.Documents;

/// <summary>Makes documents in the fixed form, every form of the grammar in every combination it allows.</summary>
internal sealed class RandomDocument(int seed)
{
    private static readonly string[] Systems = ["Acme", "Bluebird ERP", "north.star", "Zeta Desk Online", "Ørn", "a"];
    private static readonly string[] Words = ["Order", "Client", "line", "Stock", "item", "Product2", "Business_entity", "Åre", "of", "an"];
    private static readonly string[] Aspects = ["human data", "organisation data", "classification data", "location data", "product data"];
    private static readonly string[] Steps = ["id", "Emails", "Value", "line_items", "$original_id", "ps:P297", "", "Price2"];
    private static readonly string[] Values = ["", "MOBILE", "wd:Q17517", "left in box", "2 (old)"];
    private static readonly string[] Types = ["\"string\"", "\"integer\"", "N/A", "[\"list\",\"_.\"]", "[\"if\",[\"neq\",\"_.\",\"X\"],\"integer\",\"string\"]", "[\"datetime-format\", \"%Y\", \"_.\"]"];
    private static readonly string[] Conditions = ["When a Client is late, or lost", "Nobody knows, it  will be found out", "When \"won\".", "Every third"];

    private readonly Random _random = new(seed);

    public DataflowDocument Make()
    {
        var source = One(Systems);
        var target = _random.Next(5) == 0 ? "" : One(Systems);
        var sections = Enumerable.Range(0, _random.Next(6)).Select(_ => Section(source, target)).ToList();
        return DataflowDocument.Of(source, target, $"2025-{_random.Next(1, 13):00}-{_random.Next(1, 29):00} 0{_random.Next(10)}:00:00", sections);
    }

    private DocumentSection Section(string sourceSystem, string targetSystem)
    {
        var source = DocumentName.Of(sourceSystem, Entity(), Aspect());
        var target = DocumentName.Of(targetSystem, Entity(), Aspect());
        var rows = Many(5, () => new PropertyRow(Cell(), Cell(), Type()));
        return _random.Next(4) switch
        {
            0 => DocumentSection.Of(source, target, new EverySentence(), rows),
            1 => DocumentSection.Of(source, target, new EverySentence(), rows, matches: true, keys: Keys()),
            2 => DocumentSection.Of(source, target, new BeforeSentence(), rows, Creation(sourceSystem, targetSystem), keys: Keys()),
            _ => DocumentSection.Of(source, target, new ConditionSentence(One(Conditions)), rows),
        };
    }

    private CreationSentence? Creation(string source, string target) =>
        _random.Next(2) == 0 ? null : new(source, Enumerable.Range(0, _random.Next(1, 5)).Select(_ => Entity()).ToSequence(), target);

    private List<MergeRow> Keys() => [.. Many(3, () => new MergeRow([Path()], [Path()])), new MergeRow(["first", "last"], ["given", "family"])];

    private DocumentCell Cell() => new(Path(), Many(_random.Next(4) == 0 ? 2 : 0, () => new DocumentDependency(One(Values), _random.Next(3) == 0 ? "" : Path())).ToSequence());

    private DocumentType Type()
    {
        var text = One(Types);
        return text == "N/A" ? DocumentType.None : new(text, DocumentTypeForm.Json);
    }

    private string Entity() => string.Join(' ', Enumerable.Range(0, _random.Next(1, 4)).Select(_ => One(Words)));
    private string? Aspect() => _random.Next(4) == 0 ? One(Aspects) : null;
    private string Path() => "p" + string.Join('.', Enumerable.Range(0, _random.Next(1, 4)).Select(_ => One(Steps)));
    private string One(string[] of) => of[_random.Next(of.Length)];
    private List<T> Many<T>(int most, Func<T> make) => [.. Enumerable.Range(0, _random.Next(most + 1)).Select(_ => make())];
}
