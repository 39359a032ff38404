using System.Text;

namespace SesamTalk.Engine.Mapping;

/// <summary>Time patterns of the documents (<c>%Y-%m-%dT%H:%M:%SZ</c>) in .NET's terms.</summary>
internal static class StrftimePattern
{
    /// <summary>The .NET format; letters outside a code are taken as they stand.</summary>
    public static string ToDotNet(string pattern)
    {
        var format = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '%' && i + 1 < pattern.Length) format.Append(Code(pattern[++i]));
            else format.Append('\\').Append(pattern[i]);
        }

        return format.ToString();
    }

    private static string Code(char code) => code switch
    {
        'Y' => "yyyy",
        'y' => "yy",
        'm' => "MM",
        'd' => "dd",
        'H' => "HH",
        'M' => "mm",
        'S' => "ss",
        'f' => "ffffff",
        'z' => "zzz",
        'b' => "MMM",
        'B' => "MMMM",
        '%' => "\\%",
        _ => $"\\%\\{code}",
    };
}
