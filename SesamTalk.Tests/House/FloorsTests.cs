using System.Text.RegularExpressions;
using Shouldly;

namespace SesamTalk.Tests.House;

/// <summary>The floors of the house: who may name whom, held over the sources themselves.</summary>
public sealed partial class FloorsTests
{
    private static readonly SourceFile[] Sources = [.. SourceFile.All.Where(file => file.Path.StartsWith("SesamTalk.Engine/", StringComparison.Ordinal) || file.Path.StartsWith("SesamTalk.Web/", StringComparison.Ordinal))];
    private static readonly SourceFile[] InRooms = [.. Sources.Where(file => !file.Path.StartsWith("SesamTalk.Engine/Mapster.Core/", StringComparison.Ordinal))];

    [Fact]
    public void Arrows_only_point_down()
    {
        var wrong = from file in InRooms
                    let room = Room.Of(file.Namespace["SesamTalk.".Length..])
                    where room is not null
                    from use in NameUse.In(file, room)
                    where use.Room is null || !room.MayName(use.Room, use.Type)
                    select $"{file.Path}: {room.Name} may not use {use.AsWritten}";
        wrong.Distinct().ShouldBeEmpty();
    }

    [Fact]
    public void Every_folder_with_sources_is_a_room_of_the_table()
    {
        var strangers = InRooms.Select(file => file.Namespace["SesamTalk.".Length..]).Distinct()
            .Where(name => name.Contains('.') && Room.Doors.Contains(Room.Of(name)!));
        strangers.ShouldBeEmpty();
    }

    [Fact]
    public void A_namespace_is_its_folder() => InRooms
        .Where(file => file.IsCSharp && !file.Path.EndsWith("/Program.cs", StringComparison.Ordinal))
        .Where(file => file.Tree.Members.OfType<Microsoft.CodeAnalysis.CSharp.Syntax.BaseNamespaceDeclarationSyntax>().Any(declared => declared.Name.ToString() != file.Namespace))
        .Select(file => file.Path).ShouldBeEmpty();

    [Fact]
    public void The_table_has_no_circle()
    {
        var below = Room.Table.ToDictionary(room => room, room => Room.Table.Where(other => other != room && room.MayName(other)).ToHashSet());
        while (below.FirstOrDefault(entry => entry.Value.Count == 0).Key is { } ground)
        {
            below.Remove(ground);
            foreach (var rest in below.Values) rest.Remove(ground);
        }
        below.Keys.Select(room => room.Name).ShouldBeEmpty();
    }

    [Fact]
    public void No_namespace_of_ours_is_used_globally()
    {
        SourceFile.All.Where(file => file.IsCSharp && file.Tree.Usings.Any(line => line.GlobalKeyword != default && line.ToString().Contains("SesamTalk"))).Select(file => file.Path).ShouldBeEmpty();
        SourceFile.Find("*.csproj").Concat(SourceFile.Find("*.props")).Concat(SourceFile.Find("*.targets")).Where(file => file.Text.Contains("<Using Include=\"SesamTalk")).Select(file => file.Path).ShouldBeEmpty();
    }

    [Fact]
    public void The_engine_knows_no_web() => Naming("Microsoft.AspNetCore", file => file.Path.StartsWith("SesamTalk.Engine/", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void Only_Jobs_knows_the_job_library() => Naming("Quartz", file => !In(file, "SesamTalk.Web/Jobs/")).ShouldBeEmpty();

    [Fact]
    public void Only_Mapping_and_the_Shapes_know_Mapster() =>
        Naming("Mapster", file => !In(file, "SesamTalk.Engine/Mapping/", "SesamTalk.Engine/Mapster.Core/") && !file.Path.EndsWith("Shapes.cs", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void Only_Shared_and_Layout_know_the_kit()
    {
        Naming("Radzen", file => !In(file, "SesamTalk.Web/Components/Shared/", "SesamTalk.Web/Components/Layout/")).ShouldBeEmpty();
        Sources.Where(file => file.Text.Contains("<Radzen") && !In(file, "SesamTalk.Web/Components/Shared/", "SesamTalk.Web/Components/Layout/")).Select(file => file.Path).ShouldBeEmpty();
    }

    [Fact]
    public void Only_the_command_line_knows_its_libraries() =>
        Naming("System.CommandLine", file => !In(file, "SesamTalk.Web/Cli/")).Concat(Naming("Spectre", file => !In(file, "SesamTalk.Web/Cli/"))).ShouldBeEmpty();

    [Fact]
    public void Connectors_know_nothing_of_each_other_but_the_wire_that_they_share()
    {
        var wrong = from file in Sources
                    let own = ConnectorFolder().Match(file.Path)
                    where own.Success
                    from use in NameUse.In(file, Room.Of("Engine.Connectors")!)
                    let other = ConnectorName().Match(use.AsWritten)
                    where other.Success && other.Groups[1].Value != own.Groups[1].Value && other.Groups[1].Value != "Wire" && IsConnectorFolder(other.Groups[1].Value)
                    select $"{file.Path} uses {use.AsWritten}";
        wrong.ShouldBeEmpty();
    }

    /// <summary>A folder with a connector in it; <c>Wire</c> has none and serves them all.</summary>
    private static bool IsConnectorFolder(string name) => Path.Combine(SourceFile.Top, "SesamTalk.Engine", "Connectors", name) is var folder
        && Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*Connector.cs").Any();

    private static IEnumerable<string> Naming(string library, Func<SourceFile, bool> where)
    {
        var use = new Regex($@"^\s*@?using\s+(static\s+|\w+\s*=\s*)?{Regex.Escape(library)}(\.|;|\s*$)|(?<![\w.""/<&;]){Regex.Escape(library)}\.(?!Core\b)[A-Z]\w*", RegexOptions.Multiline);
        return Sources.Where(where).Where(file => use.IsMatch(file.IsCSharp ? Code(file) : file.Text)).Select(file => $"{file.Path} knows {library}");
    }

    /// <summary>The source without comments and texts: only names count.</summary>
    private static string Code(SourceFile file) => string.Concat(file.Tree.DescendantTokens()
        .Select(token => (token.ValueText.Contains(' ') || token.Text.StartsWith('"') ? "\"\"" : token.Text) + (token.TrailingTrivia.ToFullString().Contains('\n') ? "\n" : token.TrailingTrivia.Any() ? " " : "")));

    private static bool In(SourceFile file, params string[] folders) => folders.Any(folder => file.Path.StartsWith(folder, StringComparison.Ordinal));

    [GeneratedRegex(@"^SesamTalk\.Engine/Connectors/(\w+)/")]
    private static partial Regex ConnectorFolder();

    [GeneratedRegex(@"(?:^|\.)Connectors\.(\w+)")]
    private static partial Regex ConnectorName();
}
