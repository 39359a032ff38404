using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Web.Components.Pages.Decisions;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Conflicts;

/// <summary>What a conflict is about, in words for a person.</summary>
public sealed class ConflictWords(IStringLocalizer<ConflictTexts> t, DecisionWords decisions, SystemNames names)
{
    /// <summary>The property by its name in A, and in B where it differs; or that a record was deleted, or has no partner.</summary>
    public string About(OpenConflict conflict, Dataflow? dataflow) =>
        conflict.LinkId is null && conflict.Subject != PersonDecision.Deletion ? t["AboutRecord"] : Subject(conflict.PairId, conflict.Subject, dataflow);

    /// <summary>What conflicts about linked records have for a subject: a property by its name, or that one of them was deleted.</summary>
    public string Subject(string pairId, string subject, Dataflow? dataflow) => subject == PersonDecision.Deletion ? t["AboutDeletion"] : Property(pairId, subject, dataflow);

    /// <summary>A property group by its paths.</summary>
    public static string Property(string pairId, string key, Dataflow? dataflow) =>
        dataflow?.Pairs.FirstOrDefault(pair => pair.Id == pairId)?.Properties.FirstOrDefault(rule => rule.Id == key) is { } rule
            ? string.Equals(rule.A, rule.B, StringComparison.OrdinalIgnoreCase) ? rule.A : $"{rule.A} ↔ {rule.B}"
            : key;

    /// <summary>A pair by its entities.</summary>
    public static string PairName(string pairId, Dataflow? dataflow) =>
        dataflow?.Pairs.FirstOrDefault(pair => pair.Id == pairId) is { } pair ? $"{pair.A.Name} ↔ {pair.B.Name}" : pairId;

    /// <summary>Why a person is asked.</summary>
    public string Kind(ConflictKind kind) => t["Kind" + kind];

    /// <summary>A choice, by the systems' names.</summary>
    public string Choice(DecisionChoice choice, Dataflow? dataflow) => decisions.Choice(choice, dataflow is null ? "A" : names.Of(dataflow.A), dataflow is null ? "B" : names.Of(dataflow.B));

    /// <summary>What is usually decided, with figures; null where nothing is usual.</summary>
    public string? Usual(Past past, Dataflow? dataflow) => past.Usual is { } usual ? t["Usual", Choice(usual.Choice, dataflow), usual.Percent, past.Total].Value : null;
}
