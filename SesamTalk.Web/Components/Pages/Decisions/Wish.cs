using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Web.Components.Pages.Decisions;

/// <summary>One thing that a person wants decided.</summary>
/// <param name="DataflowId">The dataflow.</param>
/// <param name="Label">What it is called on screen.</param>
/// <param name="Ask">Asks it of the engine: of its drafts for a preview, of its verbs when it is applied.</param>
public sealed record Wish(string DataflowId, string Label, Func<DecisionVerbs, CancellationToken, Task<DecisionAnswer>> Ask)
{
    /// <summary>The conflict that it settles; null where it settles none.</summary>
    public Guid? ConflictId { get; init; }
}

/// <summary>A wish that was turned down, and the answer.</summary>
public sealed record RefusedWish(Wish Wish, DecisionAnswer Answer);

/// <summary>A change of a definition that is proposed with its effect.</summary>
/// <param name="Change">The change.</param>
/// <param name="Note">What the version says of it.</param>
public sealed record RuleChange(Func<Dataflow, Dataflow> Change, string Note);

/// <summary>What is proposed for one dataflow.</summary>
/// <param name="Dataflow">The dataflow as it is now.</param>
/// <param name="Wishes">The wishes that could be drafted; none for a rule, or for links that are looked at again.</param>
/// <param name="Preview">What they lead to.</param>
/// <param name="Rule">The change of the definition that comes first; null for none.</param>
public sealed record ProposedPart(Dataflow Dataflow, IReadOnlyList<Wish> Wishes, DecidedPreview Preview, RuleChange? Rule = null)
{
    /// <summary>There is something to carry out, to keep until a system answers again, or to switch on.</summary>
    public bool CanBeDone => Preview.Body is { Items.IsEmpty: false } || Rule is not null || (Preview.Body is null && Wishes.Count > 0);
}

/// <summary>What would be done, dataflow by dataflow, before any of it is.</summary>
public sealed record Proposal(IReadOnlyList<ProposedPart> Parts, IReadOnlyList<RefusedWish> Refused);
