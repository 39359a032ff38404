namespace SesamTalk.Engine.Documents.Reading;

/// <summary>Reads "A new Y will be created from a X if it is connected to a S E1, E2, or E3 that is synchronized into T."</summary>
internal sealed class CreationReader(DocumentName source, DocumentName target, string titleSource, string titleTarget)
{
    private const string Start = "A new ";
    private const string From = " will be created from a ";
    private const string Connected = " if it is connected to a ";
    private const string Into = " that is synchronized into";

    internal CreationSentence? Read(string line, string flat, List<(DiagnosticKind Kind, string Detail)> problems)
    {
        // In the fixed form the entities are taken as they stand; otherwise from the wording with its blanks and articles evened out.
        return line.StartsWith($"{Start}{target.Full}{From}{source.Full}{Connected}", StringComparison.Ordinal)
            ? ReadText(line.TrimEnd(), inForm: true, problems)
            : ReadText(flat, inForm: false, problems);
    }

    private CreationSentence? ReadText(string text, bool inForm, List<(DiagnosticKind Kind, string Detail)> problems)
    {
        if (!text.StartsWith(Start, StringComparison.Ordinal) || !text.EndsWith('.')) return null;
        var from = text.IndexOf(From, StringComparison.Ordinal);
        var connected = text.IndexOf(Connected, StringComparison.Ordinal);
        var into = text.LastIndexOf(Into, StringComparison.Ordinal);
        if (from < 0 || connected < from || into < connected + Connected.Length) return null;
        if (!inForm && text[..connected] != Wording.Flat($"{Start}{target.Full}{From}{source.Full}")) problems.Add((DiagnosticKind.NamesDisagree, text));

        var list = text[(connected + Connected.Length)..into];
        var system = SystemOf(list);
        var entities = Entities(system is null ? list : list[system.Length..].Trim());
        var intoSystem = text[(into + Into.Length)..^1].Trim();
        Check(list, system, entities, intoSystem, problems);
        return new(system, entities, intoSystem);
    }

    private void Check(string list, string? system, Sequence<string> entities, string into, List<(DiagnosticKind Kind, string Detail)> problems)
    {
        if (system is null) problems.Add((DiagnosticKind.ConnectedSystemNotResolved, list));
        string?[] others = [target.System, titleTarget];
        if (entities.Any(e => others.Any(o => o is { Length: > 0 } && o != system && e.StartsWith(o + " ", StringComparison.Ordinal))))
            problems.Add((DiagnosticKind.ConnectedSystemsMixed, list));
        if (into != (target.System ?? titleTarget) && into != titleTarget) problems.Add((DiagnosticKind.OtherTargetSystem, into));
    }

    // The list begins with the source's name, spelt as in the section or as in the title.
    private string? SystemOf(string list)
    {
        string?[] names = [source.System, titleSource];
        foreach (var name in names)
            if (name is { Length: > 0 } && list.StartsWith(name + " ", StringComparison.Ordinal)) return name;
        if (source.System is "") return "";
        return NameSplitter.Split(list.Split(", ")[0], source.System ?? titleSource).System;
    }

    // ", or " stands before the last, also when there are but two.
    private static Sequence<string> Entities(string list)
    {
        var parts = list.Split(", ");
        if (parts.Length > 1 && parts[^1].StartsWith("or ", StringComparison.Ordinal)) parts[^1] = parts[^1]["or ".Length..];
        return parts.Select(p => p.Trim()).ToSequence();
    }
}
