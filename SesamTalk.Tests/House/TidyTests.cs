using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Shouldly;

namespace SesamTalk.Tests.House;

/// <summary>Style is not argued; it is run.</summary>
public sealed partial class TidyTests
{
    private const int LongestFile = 300, LongestMethod = 60, MedianFile = 60, DeepestNesting = 3;

    private static readonly SourceFile[] Written = [.. SourceFile.All, .. SourceFile.Find("*.css"), .. SourceFile.Find("*.js"), .. SourceFile.Find("*.sh")];

    [Fact]
    public void A_file_is_a_few_screens_at_most() => Written.Where(file => file.Lines > LongestFile).Select(file => $"{file.Path}: {file.Lines} lines").ShouldBeEmpty();

    [Fact]
    public void The_usual_file_is_one_screen()
    {
        var lengths = SourceFile.All.Select(file => file.Lines).Order().ToArray();
        lengths[lengths.Length / 2].ShouldBeLessThan(MedianFile);
    }

    [Fact]
    public void A_method_is_one_screen() => Methods()
        .Select(found => (found.File, found.Name, Lines: LinesOf(found.Node)))
        .Where(method => method.Lines > LongestMethod)
        .Select(method => $"{method.File.Path} {method.Name}: {method.Lines} lines").ShouldBeEmpty();

    [Fact]
    public void Nesting_stays_shallow() => Methods()
        .Select(found => (found.File, found.Name, Depth: DepthOf(found.Node)))
        .Where(method => method.Depth > DeepestNesting)
        .Select(method => $"{method.File.Path} {method.Name}: {method.Depth} deep").ShouldBeEmpty();

    [Fact]
    public void Nothing_is_left_for_later() => Marked(LeftForLater()).ShouldBeEmpty();

    [Fact]
    public void Nobody_sleeps() => Marked(Sleep()).ShouldBeEmpty();

    [Fact]
    public void No_path_of_a_machine_is_written_down() => Written.Concat(Texts()).Where(file => MachinePath().IsMatch(file.Text)).Select(file => $"{file.Path}: {MachinePath().Match(file.Text).Value}").ShouldBeEmpty();

    [Fact]
    public void A_type_is_named_after_what_it_is() => SourceFile.All.Where(file => file.IsCSharp && !file.Path.Contains("/Mapster.Core/"))
        .SelectMany(file => file.Tree.DescendantNodes().OfType<BaseTypeDeclarationSyntax>().Select(type => (file, Name: type.Identifier.Text)))
        .Where(type => EmptyName().IsMatch(type.Name)).Select(type => $"{type.file.Path}: {type.Name}").ShouldBeEmpty();

    [Fact]
    public void The_rules_see_the_sources() => SourceFile.All.ShouldContain(file => file.Path == "SesamTalk.Engine/EngineServices.cs");

    private static IEnumerable<string> Marked(Regex mark) =>
        from file in Written
        where !file.Path.StartsWith("SesamTalk.Tests/House/", StringComparison.Ordinal)
        from match in mark.Matches(file.Text)
        select $"{file.Path}: {match.Value}";

    private static IEnumerable<SourceFile> Texts() => new[] { "*.md", "*.csproj", "*.props", "*.json", "*.yml", "run", ".editorconfig" }.SelectMany(SourceFile.Find);

    private static IEnumerable<(SourceFile File, string Name, SyntaxNode Node)> Methods() =>
        from file in SourceFile.All
        where file.IsCSharp
        from node in file.Tree.DescendantNodes()
        let name = node switch
        {
            MethodDeclarationSyntax method => method.Identifier.Text,
            LocalFunctionStatementSyntax local => local.Identifier.Text,
            BaseMethodDeclarationSyntax or AccessorDeclarationSyntax => node.Kind().ToString(),
            PropertyDeclarationSyntax { ExpressionBody: not null, } property => property.Identifier.Text,
            _ => null,
        }
        where name is not null
        select (file, name, node);

    private static int LinesOf(SyntaxNode node)
    {
        var place = node.SyntaxTree.GetLineSpan(node.Span);
        return place.EndLinePosition.Line - place.StartLinePosition.Line + 1;
    }

    private static int DepthOf(SyntaxNode method) => method.DescendantNodes().Where(IsBranch)
        .Select(node => node.AncestorsAndSelf().TakeWhile(above => above != method).Count(IsBranch)).DefaultIfEmpty().Max();

    private static bool IsBranch(SyntaxNode node) => node is CommonForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax or SwitchStatementSyntax
        || node is IfStatementSyntax && node.Parent is not ElseClauseSyntax;

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX|NotImplementedException)\b")]
    private static partial Regex LeftForLater();

    /// <summary>Waiting on a clock that is handed in is allowed; waiting on the wall is not.</summary>
    [GeneratedRegex(@"Thread\.Sleep\(|Task\.Delay\((?![^;\n]*(time|clock|Time|Clock|TimeProvider)\b)[^\n]*")]
    private static partial Regex Sleep();

    [GeneratedRegex(@"(?<![\w.~])/(work|root|home|Users|tmp)/\w[^\s""']*|[A-Z]:\\Users\\\w+")]
    private static partial Regex MachinePath();

    [GeneratedRegex("(Manager|Helpers?|Util(s|ity|ities)?|Service|Dto)$")]
    private static partial Regex EmptyName();
}
