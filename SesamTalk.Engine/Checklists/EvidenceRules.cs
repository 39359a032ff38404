namespace SesamTalk.Engine.Checklists;

/// <summary>Why something is not taken as evidence.</summary>
public enum EvidenceRefusal
{
    /// <summary>There is nothing in it.</summary>
    Empty,

    /// <summary>It is larger than <see cref="EvidenceRules.LargestPiece"/>.</summary>
    TooLarge,

    /// <summary>Files of its kind are not taken.</summary>
    Kind,

    /// <summary>Its name says that it is a picture, and it is not.</summary>
    NoPicture,

    /// <summary>The line has <see cref="EvidenceRules.MostOfLine"/> pieces already.</summary>
    TooMany,
}

/// <summary>What is taken as evidence, and as what it is given out again. The name's ending decides, never what a browser says; a picture is looked into. Pure.</summary>
public static class EvidenceRules
{
    /// <summary>The most bytes of one piece.</summary>
    public const int LargestPiece = 5 * 1024 * 1024;

    /// <summary>The most pieces of one line in one round; what the machine keeps is always taken.</summary>
    public const int MostOfLine = 20;

    /// <summary>The longest name that is kept.</summary>
    public const int LongestName = 100;

    private static readonly Dictionary<string, string> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        [".png"] = "image/png", [".jpg"] = "image/jpeg", [".jpeg"] = "image/jpeg", [".gif"] = "image/gif", [".webp"] = "image/webp", [".pdf"] = "application/pdf", [".txt"] = "text/plain", [".log"] = "text/plain",
        [".csv"] = "text/csv", [".json"] = "application/json", [".xml"] = "application/xml", [".html"] = "text/html", [".svg"] = "image/svg+xml", [".har"] = "application/json", [".xlsx"] = "application/octet-stream", [".docx"] = "application/octet-stream",
    };

    private static ReadOnlySpan<byte> Png => [0x89, (byte)'P', (byte)'N', (byte)'G'];

    private static ReadOnlySpan<byte> Jpeg => [0xFF, 0xD8, 0xFF];

    /// <summary>The endings that are taken.</summary>
    public static IReadOnlyCollection<string> Endings => Kinds.Keys;

    /// <summary>What a file is, going by its name; null where files of the kind are not taken.</summary>
    public static string? KindOf(string name) => Kinds.GetValueOrDefault(Path.GetExtension(name));

    /// <summary>Why a file is not taken; null where it is.</summary>
    public static EvidenceRefusal? Refusal(string name, ReadOnlySpan<byte> content)
    {
        if (KindOf(name) is not { } kind) return EvidenceRefusal.Kind;
        if (content.IsEmpty) return EvidenceRefusal.Empty;
        if (content.Length > LargestPiece) return EvidenceRefusal.TooLarge;
        return IsPicture(kind) && !LooksLike(kind, content) ? EvidenceRefusal.NoPicture : null;
    }

    /// <summary>Whether a browser may draw it in a page: pictures made of dots alone, which hold no script.</summary>
    public static bool IsPicture(string kind) => kind is "image/png" or "image/jpeg" or "image/gif" or "image/webp";

    /// <summary>The name without folders, without what a screen or a file system takes otherwise, and not longer than is kept.</summary>
    public static string NameOf(string given)
    {
        var last = given[(given.LastIndexOfAny(['/', '\\']) + 1)..];
        var clean = string.Concat(last.Where(letter => !char.IsControl(letter) && char.GetUnicodeCategory(letter) != System.Globalization.UnicodeCategory.Format && !"<>:\"|?*".Contains(letter, StringComparison.Ordinal))).Trim();
        var ending = Path.GetExtension(clean);
        return clean.Length <= LongestName ? clean : clean[..(LongestName - ending.Length)] + ending;
    }

    private static bool LooksLike(string kind, ReadOnlySpan<byte> content) => kind switch
    {
        "image/png" => content.StartsWith(Png),
        "image/jpeg" => content.StartsWith(Jpeg),
        "image/gif" => content.StartsWith("GIF8"u8),
        _ => content.StartsWith("RIFF"u8) && content.Length > 12 && content[8..].StartsWith("WEBP"u8),
    };
}
