using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SesamTalk.Tests.House;

/// <summary>One file of the repository, by its path from the top with slashes.</summary>
internal sealed record SourceFile(string Path, string Text)
{
    private static readonly string[] NotOurs = ["bin", "obj", "data", "artifacts", "TestResults", ".git", ".vs", ".idea", "Migrations", "node_modules"];
    private static readonly CSharpParseOptions AsWritten = new(LanguageVersion.Preview);

    private readonly Lazy<CompilationUnitSyntax> _tree = new(() => CSharpSyntaxTree.ParseText(Text, AsWritten).GetCompilationUnitRoot());

    /// <summary>The folder that holds the solution.</summary>
    public static string Top { get; } = FindTop();

    /// <summary>Every C# and Razor file that is written by hand.</summary>
    public static IReadOnlyList<SourceFile> All { get; } = [.. Find("*.cs"), .. Find("*.razor")];

    public bool IsCSharp => Path.EndsWith(".cs", StringComparison.Ordinal);

    public CompilationUnitSyntax Tree => _tree.Value;

    public int Lines => Text.AsSpan().TrimEnd('\n').Count('\n') + 1;

    /// <summary>The namespace that the folder stands for.</summary>
    public string Namespace => Path[..Math.Max(0, Path.LastIndexOf('/'))].Replace('/', '.');

    public static IEnumerable<SourceFile> Find(string pattern) =>
        from file in new DirectoryInfo(Top).EnumerateFiles(pattern, new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
        let path = System.IO.Path.GetRelativePath(Top, file.FullName).Replace('\\', '/')
        where !path.Split('/').Intersect(NotOurs).Any()
        orderby path
        select new SourceFile(path, File.ReadAllText(file.FullName));

    private static string FindTop()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "SesamTalk.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not stand below the folder of SesamTalk.sln.");
        return folder.FullName;
    }
}
