using System.Collections.Immutable;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Runs;

/// <summary>Where a stored plan stands.</summary>
public enum PlanState
{
    /// <summary>A dry run made it; it can be carried out as it is.</summary>
    Made,

    /// <summary>A brake held its run back; a person releases or drops it.</summary>
    HeldBack,

    /// <summary>A person let it go; it may be carried out once.</summary>
    Released,

    /// <summary>A person dropped it.</summary>
    Dropped,

    /// <summary>It was carried out.</summary>
    CarriedOut,

    /// <summary>The dataflow was changed after it was made; it is not carried out any more.</summary>
    Expired,
}

/// <summary>What is to be undone: a run, one link of it, or one property of that.</summary>
/// <param name="RunId">The run whose writes are put back.</param>
/// <param name="LinkId">Only those of this link; null for all.</param>
/// <param name="Path">Only this property; null for all.</param>
public sealed record UndoScope(Guid RunId, Guid? LinkId = null, string? Path = null);

/// <summary>A plan as it was made: to be read, released, dropped, or carried out exactly.</summary>
public sealed record StoredPlan
{
    /// <summary>The plan's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The dataflow.</summary>
    public required string DataflowId { get; init; }

    /// <summary>The run that made it.</summary>
    public required Guid RunId { get; init; }

    /// <summary>The version of the definition that it was made by.</summary>
    public required int DefinitionVersion { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>Where it stands.</summary>
    public required PlanState State { get; init; }

    /// <summary>Why it was held back; empty otherwise.</summary>
    public Reason Reason { get; init; } = Reason.None;

    /// <summary>Who released or dropped it.</summary>
    public string? DecidedBy { get; init; }

    /// <summary>When that was.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>What it says.</summary>
    public required PlanBody Body { get; init; }
}

/// <summary>What a stored plan says; kept as JSON.</summary>
/// <param name="Items">Its items, parents first.</param>
/// <param name="Forecast">The items counted.</param>
/// <param name="Undoes">What it undoes; null for a plan that brings over changes.</param>
public sealed record PlanBody(ImmutableArray<StoredPlanItem> Items, PlanForecast Forecast, UndoScope? Undoes = null)
{
    /// <summary>The same counts for each pair that has anything in the plan, in the pairs' order.</summary>
    public ImmutableArray<PairForecast> ByPair { get; init; } = [];
}

/// <summary>What a plan comes to for one pair.</summary>
public sealed record PairForecast(string PairId, PlanForecast Counts);

/// <summary>What a plan comes to, counted by record.</summary>
/// <param name="WillLink">Records of both sides that a key brings together.</param>
/// <param name="Differ">Of those, the ones in which something differs.</param>
/// <param name="Ambiguous">Records for which several fit.</param>
/// <param name="CreateInA">Records to be created in A.</param>
/// <param name="CreateInB">Records to be created in B.</param>
/// <param name="Update">Updates of linked records.</param>
/// <param name="Delete">Records to be deleted or archived.</param>
/// <param name="Conflicts">Conflicts that open or change.</param>
/// <param name="Waiting">Records that wait for another one.</param>
public sealed record PlanForecast(int WillLink, int Differ, int Ambiguous, int CreateInA, int CreateInB, int Update, int Delete, int Conflicts, int Waiting);

/// <summary>One item of a stored plan.</summary>
/// <param name="PairId">The pair.</param>
/// <param name="Key">What tells it from the other items of its pair: the ids of its records.</param>
/// <param name="Label">What a person calls it.</param>
/// <param name="Mark">The mark of everything that it would change: an item of another plan with the same mark does the same.</param>
public sealed record StoredPlanItem(string PairId, string Key, string Label, string Mark)
{
    /// <summary>The link, where there is one already.</summary>
    public Guid? LinkId { get; init; }

    /// <summary>It links two records that a key or a person brought together.</summary>
    public bool Links { get; init; }

    /// <summary>Its writes.</summary>
    public ImmutableArray<StoredPlanWrite> Writes { get; init; } = [];

    /// <summary>The conflicts that it opens or changes, and what a record without a partner waits for: a reason for each.</summary>
    public ImmutableArray<Reason> Says { get; init; } = [];

    /// <summary>Why the item was left out when the plan was carried out; null where it was not.</summary>
    public Reason? Skipped { get; init; }
}

/// <summary>One write of a stored plan.</summary>
/// <param name="Side">The side written to.</param>
/// <param name="Act">What is done.</param>
/// <param name="Target">The record; null for a create.</param>
/// <param name="Label">What a person calls it.</param>
/// <param name="Because">Why.</param>
/// <param name="Values">Each property with its old and new value, as text.</param>
public sealed record StoredPlanWrite(Side Side, WriteAct Act, string? Target, string Label, Reason Because, ImmutableArray<StoredPlanValue> Values);

/// <summary>One property of a planned write, as text.</summary>
public sealed record StoredPlanValue(string Path, string? Before, string? After);
