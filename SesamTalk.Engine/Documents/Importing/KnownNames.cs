using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Documents.Importing;

/// <summary>The names under which a dataflow knows its two systems: the titles', those given here, and the sections' other spellings.</summary>
internal static class KnownNames
{
    /// <summary>The side that a document goes out from, when its two systems are the dataflow's; null when they are not.</summary>
    internal static Side? SideOf(Dataflow dataflow, DataflowDocument document)
    {
        if (Knows(dataflow, Side.A, document.SourceSystem) && Knows(dataflow, Side.B, document.TargetSystem)) return Side.A;
        if (Knows(dataflow, Side.B, document.SourceSystem) && Knows(dataflow, Side.A, document.TargetSystem)) return Side.B;
        return null;
    }

    private static bool Knows(Dataflow dataflow, Side side, string name) =>
        FoldedName.Same(dataflow.On(side).DocumentName, name)
        || (name.Length > 0 && (FoldedName.Same(dataflow.On(side).GivenName ?? "", name) || dataflow.Pairs.Any(p => FoldedName.Same(p.On(side).SystemName, name))));

    /// <summary>An id that no other dataflow has, from the two names.</summary>
    internal static string NewId(DataflowDocument document, IReadOnlyCollection<string> taken)
    {
        var id = $"{Slug(document.SourceSystem)}-{Slug(document.TargetSystem)}";
        var free = id;
        for (var number = 2; taken.Contains(free); number++) free = $"{id}-{number}";
        return free;
    }

    private static string Slug(string name)
    {
        var words = name.Split([' ', '.', ',', '-', '_', '/', '(', ')'], StringSplitOptions.RemoveEmptyEntries).Select(FoldedName.Of).Where(w => w.Length > 0);
        var slug = string.Join('-', words);
        return slug.Length == 0 ? "unnamed" : slug;
    }
}
