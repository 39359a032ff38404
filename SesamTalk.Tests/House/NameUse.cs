using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SesamTalk.Tests.House;

/// <summary>A name of the house that a file uses: the room, and the type where one is named.</summary>
internal sealed partial record NameUse(Room? Room, string? Type, string AsWritten)
{
    private const string Ours = "SesamTalk.";

    /// <summary>The types that each room declares.</summary>
    private static readonly ILookup<Room, string> Declared = (
        from file in SourceFile.All
        where file.Namespace.StartsWith(Ours, StringComparison.Ordinal) && !file.Path.Contains("/Mapster.Core/")
        let room = Room.Of(file.Namespace[Ours.Length..])
        where room is not null
        from name in file.IsCSharp ? file.Tree.DescendantNodes().OfType<BaseTypeDeclarationSyntax>().Select(type => type.Identifier.Text) : [Path.GetFileNameWithoutExtension(file.Path)]
        select (room, name)).Distinct().ToLookup(found => found.room, found => found.name);

    /// <summary>Every name of ours in a file: usings, qualified names (also those that begin with a room), and types of rooms that lend only some.</summary>
    public static IEnumerable<NameUse> In(SourceFile file, Room room) => Written(file)
        .Select(name => Whole(name[Ours.Length..]))
        .Concat(file.IsCSharp ? BeginningWithARoom(file) : [])
        .Concat(room.Lenders.SelectMany(lender => Identifiers(file).Intersect(Declared[lender].Except(Declared[room])).Where(IsOfOneRoom).Select(type => new NameUse(lender, type, type))));

    /// <summary>Names that two rooms declare say nothing about which one is meant; the using does.</summary>
    private static bool IsOfOneRoom(string type) => Declared.Count(room => room.Contains(type)) == 1;

    private static NameUse Whole(string name)
    {
        var room = Room.Of(name);
        var rest = room is null || name.Length == room.Name.Length ? null : name[(room.Name.Length + 1)..].Split('.')[0];
        return new(room, rest is not null && Declared[room!].Contains(rest) ? rest : null, name);
    }

    private static IEnumerable<string> Written(SourceFile file) => file.IsCSharp
        ? file.Tree.DescendantNodes(node => !IsDotted(node)).Where(IsDotted).Select(node => node.ToString())
            .Concat(file.Tree.Usings.Select(line => line.NamespaceOrType.ToString()))
            .Where(name => name.StartsWith(Ours, StringComparison.Ordinal))
            .Distinct()
        : QualifiedName().Matches(file.Text).Select(match => match.Value).Distinct();

    private static IEnumerable<NameUse> BeginningWithARoom(SourceFile file) =>
        from node in file.Tree.DescendantNodes().Where(IsDotted)
        let name = node.ToString().Split('.')
        from room in Room.Table
        where room.Name.EndsWith("." + name[0], StringComparison.Ordinal) && Declared[room].Contains(name[1])
        select new NameUse(room, name[1], $"{name[0]}.{name[1]}");

    private static bool IsDotted(SyntaxNode node) => node is QualifiedNameSyntax or MemberAccessExpressionSyntax { RawKind: (int)SyntaxKind.SimpleMemberAccessExpression };

    private static IEnumerable<string> Identifiers(SourceFile file) => file.IsCSharp
        ? file.Tree.DescendantNodes().OfType<SimpleNameSyntax>().Select(name => name.Identifier.Text).Distinct()
        : Word().Matches(file.Text).Select(match => match.Value).Distinct();

    [GeneratedRegex(@"\bSesamTalk(\.\w+)+")]
    private static partial Regex QualifiedName();

    [GeneratedRegex(@"(?<=@inject\s+|[<(\s])[A-Z]\w+")]
    private static partial Regex Word();
}
