using System.Text;

namespace SesamTalk.Engine.Documents.Reading;

/// <summary>Splits a section's name into system, entity and aspect. The system's name in a section need not be spelt as in the title.</summary>
internal static class NameSplitter
{
    /// <summary>Splits by a system's known name: as a prefix, else the longest run of words that folds to it, else one that folds to a part of it or the reverse.</summary>
    internal static DocumentName Split(string full, string? known)
    {
        var (name, aspect) = WithoutAspect(full.TrimEnd());
        if (name.StartsWith(' ')) return new(full, "", name.Trim(), aspect);
        if (known is null) return new(full, null, name, aspect);
        if (known.Length > 0 && name.StartsWith(known + " ", StringComparison.Ordinal)) return Cut(full, name, known.Length, aspect);
        var length = LongestRun(name, Fold(known));
        return length == 0 ? new(full, null, name.Trim(), aspect) : Cut(full, name, length, aspect);
    }

    /// <summary>Splits a target's name by the system the table's header gives, which may be empty.</summary>
    internal static DocumentName SplitTarget(string full, string system)
    {
        var (name, aspect) = WithoutAspect(full.TrimEnd());
        if (system.Length > 0 && name.StartsWith(system + " ", StringComparison.Ordinal)) return Cut(full, name, system.Length, aspect);
        return Split(full, system);
    }

    /// <summary>Lower case, letters and digits only: the way names are compared.</summary>
    internal static string Fold(string name)
    {
        var folded = new StringBuilder(name.Length);
        foreach (var c in name)
            if (char.IsLetterOrDigit(c)) folded.Append(char.ToLowerInvariant(c));
        return folded.ToString();
    }

    private static DocumentName Cut(string full, string name, int length, string? aspect) => new(full, name[..length], name[length..].Trim(), aspect);

    private static (string Name, string? Aspect) WithoutAspect(string name)
    {
        var open = name.LastIndexOf(" (", StringComparison.Ordinal);
        if (open <= 0 || !name.EndsWith(" data)", StringComparison.Ordinal) || open + 2 >= name.Length - " data)".Length) return (name, null);
        return (name[..open].TrimEnd(), name[(open + 2)..^1]);
    }

    // The length of the longest run of leading words, never all of them, that folds to the system; else to a beginning of it or the reverse.
    private static int LongestRun(string name, string system)
    {
        if (system.Length == 0) return 0;
        var folded = Fold(name);
        var common = folded.AsSpan().CommonPrefixLength(system);
        var (equal, related, letters) = (0, 0, 0);
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsLetterOrDigit(name[i])) letters++;
            else if (name[i] == ' ' && letters > 0)
            {
                if (letters == system.Length && common == system.Length) equal = i;
                if (letters <= common || common == system.Length) related = i;
            }
        }
        return equal > 0 ? equal : related;
    }
}
