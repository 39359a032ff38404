using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Reasons;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Dataflows;

/// <summary>What the rules of a pair say, in words for a person.</summary>
public sealed class RuleWords(IStringLocalizer<DataflowTexts> t)
{
    /// <summary>Which way a row carries edits, by the systems' names.</summary>
    public string Flow(RuleFlow flow, string a, string b) => flow switch
    {
        RuleFlow.Both => t["FlowBoth"],
        RuleFlow.ToB => $"{a} → {b}",
        RuleFlow.ToA => $"{b} → {a}",
        RuleFlow.Off => t["FlowOff"],
    };

    /// <summary>The sign of a flow, for eyes only.</summary>
    public static string Arrow(RuleFlow flow) => flow switch { RuleFlow.Both => "↔", RuleFlow.ToB => "→", RuleFlow.ToA => "←", RuleFlow.Off => "–" };

    /// <summary>A data type cell in words; an expression keeps its text.</summary>
    public string Type(string? type) => type switch
    {
        null => t["TypeNone"],
        "\"string\"" => t["TypeString"],
        "\"integer\"" => t["TypeInteger"],
        "\"float\"" => t["TypeFloat"],
        "\"boolean\"" => t["TypeBoolean"],
        _ => t["TypeExpression", type],
    };

    /// <summary>Dependencies as the document writes them, run together with nothing between.</summary>
    public static string AsWritten(ImmutableArray<Dependency> dependencies) =>
        dependencies.IsEmpty ? "" : $" ({string.Concat(dependencies.Select(one => $"Dependant on having {one.Value} in {one.Path}"))})";

    /// <summary>Dependencies in words: alternatives, one of which must hold.</summary>
    public string Only(ImmutableArray<Dependency> dependencies) =>
        t["OnlyWhen", string.Join(t["Or"], dependencies.Select(one => $"{(one.Path.Trim().Length == 0 ? t["ItsClass"] : one.Path)} = {(one.Value.Length == 0 ? t["AnyValue"] : one.Value)}"))];

    /// <summary>All of these hold: filters and constants.</summary>
    public static string All(ImmutableArray<Dependency> all) => string.Join(", ", all.Select(one => $"{one.Path} = {one.Value}"));

    /// <summary>What a record without a partner does in one direction.</summary>
    public string Creation(Direction direction, string from, string to) => direction.Creation switch
    {
        CreationRule.Never => t["CreateNever", from, to],
        CreationRule.Every => t["CreateEvery", from, to],
        CreationRule.OnlyLinked => t["CreateOnlyLinked", from, to],
        CreationRule.WhenConnected => t["CreateWhenConnected", from, to, string.Join(", ", direction.ConnectedTo)],
    };

    /// <summary>What a deletion does in one direction.</summary>
    public string Deletes(DeleteRule rule) => rule switch
    {
        DeleteRule.AskPerson => t["DeleteAsk"],
        DeleteRule.Ignore => t["DeleteIgnore"],
        DeleteRule.Archive => t["DeleteArchive"],
        DeleteRule.CarryOut => t["DeleteCarryOut"],
    };

    /// <summary>Who wins where both sides changed.</summary>
    public string Policy(ConflictPolicy policy, string a, string b) => policy switch
    {
        ConflictPolicy.AskPerson => t["PolicyAsk"],
        ConflictPolicy.LatestWins => t["PolicyLatest"],
        ConflictPolicy.AWins => t["PolicyWins", a],
        ConflictPolicy.BWins => t["PolicyWins", b],
        ConflictPolicy.KeepFilled => t["PolicyFilled"],
    };

    public static string Problem(ReadinessProblem problem) => problem.In(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName);

    /// <summary>What clearing a value does on the other side.</summary>
    public string Blank(BlankRule rule) => rule switch
    {
        BlankRule.Clear => t["BlankClear"],
        BlankRule.Skip => t["BlankSkip"],
        BlankRule.KeepOlder => t["BlankKeepOlder"],
    };
}
