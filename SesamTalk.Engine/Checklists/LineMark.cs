using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Checklists;

/// <summary>
/// The mark of what a definition says about one line. Two definitions that say the same about it give the same mark, so that a
/// changed row asks for new tests of its own lines and of no others. Notes and who said it are no part of it. Pure.
/// </summary>
internal static class LineMark
{
    /// <summary>The mark of a row's line: its paths, flow and dependencies, and of the rest what the case turns on.</summary>
    public static string OfRow(PropertyRule rule, ConflictPolicy policy, Side from, LineCase of)
    {
        var toB = from == Side.A;
        var said = new List<string> { rule.A, rule.B, rule.Flow.ToString(), Text(rule.DependenciesA), Text(rule.DependenciesB), (toB ? rule.TypeToB : rule.TypeToA) ?? "" };
        if (of == LineCase.Clear) said.Add((toB ? rule.BlankToB : rule.BlankToA).ToString());
        if (of == LineCase.Create) said.Add((toB ? rule.DefaultToB : rule.DefaultToA) ?? "");
        if (of == LineCase.EditedOnBoth) said.Add(policy.ToString());
        return Hash(said);
    }

    /// <summary>The mark of a pair's line: who creates on what terms, what is linked by, what belongs to it.</summary>
    public static string OfPair(Pair pair, Side from, LineCase of, MergeKey? key)
    {
        var direction = pair.From(from);
        List<string> said = [pair.A.Entity, pair.B.Entity, pair.A.Aspect ?? "", pair.B.Aspect ?? "", Text(pair.A.Filters), Text(pair.B.Filters)];
        if (of is LineCase.Created or LineCase.NotCreated or LineCase.Condition)
            said.AddRange([direction.Creation.ToString(), direction.Condition ?? "", Text(direction.Predicate), string.Join('\u001f', direction.ConnectedTo), Text(pair.On(from.Other()).Constants)]);
        if (key is not null) said.AddRange(key.Parts.Select(part => $"{part.A}={part.B}"));
        return Hash(said);
    }

    private static string Text(ImmutableArray<Dependency> dependencies) => string.Join('\u001f', dependencies.Select(dependency => $"{dependency.Path}={dependency.Value}"));

    private static string Hash(IEnumerable<string> said) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001e', said))))[..16];
}
