using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Mapping;

namespace SesamTalk.Web.Components.Pages.Dataflows;

/// <summary>A property line as somebody who tests the dataflow reads it: a stable id, and what must be seen to hold each way.</summary>
/// <param name="Id">The line's anchor; the same over versions of the document.</param>
/// <param name="Rule">The property row.</param>
/// <param name="IsIdentity">Both paths are the record's id: the line holds when the link exists and holds both ids.</param>
public sealed record ChecklistLine(string Id, PropertyRule Rule, bool IsIdentity)
{
    /// <summary>The lines of a pair, in order.</summary>
    public static IReadOnlyList<ChecklistLine> Of(Pair pair) =>
        [.. pair.Properties.Select(rule => new ChecklistLine(LineAnchor.Of(pair.Id, rule.Id), rule, IsId(rule.A) && IsId(rule.B)))];

    /// <summary>Whether the line is to be tested towards B.</summary>
    public bool ToB => IsIdentity || Rule.Flow is RuleFlow.Both or RuleFlow.ToB;

    /// <summary>Whether the line is to be tested towards A.</summary>
    public bool ToA => !IsIdentity && Rule.Flow is (RuleFlow.Both or RuleFlow.ToA);

    private static bool IsId(string path) => path.Trim().Equals("id", StringComparison.OrdinalIgnoreCase);
}
