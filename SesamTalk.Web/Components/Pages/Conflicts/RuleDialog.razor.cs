using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Components.Pages.Dataflows;
using SesamTalk.Web.Components.Pages.Decisions;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Conflicts;

/// <summary>“Always do this”: what a rule would settle now, write by write, and how often persons chose the same before, all before it is switched on.</summary>
public sealed partial class RuleDialog(
    IStringLocalizer<ConflictTexts> t, RuleWords rules, SystemNames names, CarryingOut carrying, IDbContextFactory<TalkDb> databases, TimeProvider clock) : ComponentBase
{
    private const int Most = 200;
    private Reach _reach;
    private ConflictPolicy _policy;
    private Proposal? _proposal;
    private IReadOnlyList<PastDecision> _past = [];
    private int _open;

    private enum Reach { Property, Pair, Dataflow }

    [Parameter, EditorRequired] public required Dataflow Dataflow { get; set; }

    /// <summary>The pair; null for a rule of the whole dataflow.</summary>
    [Parameter] public string? PairId { get; set; }

    /// <summary>The property group's key; null for a rule of the whole pair.</summary>
    [Parameter] public string? Subject { get; set; }

    /// <summary>The policy to begin with.</summary>
    [Parameter] public ConflictPolicy Policy { get; set; } = ConflictPolicy.BWins;

    [Parameter, EditorRequired] public EventCallback<Receipt> OnDone { get; set; }

    [Parameter, EditorRequired] public EventCallback OnClosed { get; set; }

    private string A => names.Of(Dataflow.A);

    private string B => names.Of(Dataflow.B);

    private string Title => t["RuleTitle", Subject is not null ? ConflictWords.Property(PairId!, Subject, Dataflow) : PairId is not null ? ConflictWords.PairName(PairId, Dataflow) : names.Of(Dataflow)];

    private IEnumerable<Reach> Reaches => Enum.GetValues<Reach>().Where(reach => reach == Reach.Dataflow || (PairId is not null && (reach == Reach.Pair || Subject is not null)));

    private string ReachText(Reach reach) => reach switch { Reach.Property => t["ReachProperty", ConflictWords.Property(PairId!, Subject!, Dataflow)], Reach.Pair => t["ReachPair", ConflictWords.PairName(PairId!, Dataflow)], Reach.Dataflow => t["ReachDataflow", names.Of(Dataflow)] };

    private string Rule => t["RuleSentence", rules.Policy(_policy, A, B), ReachText(_reach)];

    // What the change would settle is what the plan says is settled by it; a conflict that only follows counts too.
    private int Settles => _proposal?.Parts.Sum(part => part.Preview.Body?.Items.Sum(item => item.Says.Count(says => says.Code == ReasonCodes.Settled)) ?? 0) ?? 0;

    private int Told => _past.Count(one => one.By(_policy) is not null);

    private int Same => _past.Count(one => one.By(_policy) is { } choice && (choice == DecisionChoice.TakeA ? one.TookA : one.TookB));

    protected override void OnInitialized() => (_reach, _policy) = (Reaches.First(), Policy);

    private async Task<Proposal> Propose(CancellationToken ct)
    {
        _proposal = null;
        await using var db = await databases.CreateDbContextAsync(ct);
        var open = db.Conflicts.AsNoTracking().Where(c => c.SettledAt == null && c.LinkId != null && c.DataflowId == Dataflow.Id);
        if (_reach != Reach.Dataflow) open = open.Where(c => c.PairId == PairId);
        if (_reach == Reach.Property) open = open.Where(c => c.Subject == Subject);
        var read = await open.Where(c => c.Kind == ConflictKind.BothChanged || c.Kind == ConflictKind.FirstMeeting).OrderBy(c => c.Id).Take(Most).Select(c => c.LinkId!.Value).ToListAsync(ct);
        _open = read.Count;
        var past = await PastDecisions.SinceAsync(db, clock.GetUtcNow(), [], ct);
        _past = [.. past.All.Where(one => one.DataflowId == Dataflow.Id && (_reach == Reach.Dataflow || one.PairId == PairId) && (_reach != Reach.Property || one.Subject == Subject))];
        var proposal = await carrying.ProposeRuleAsync(Dataflow.Id, new(Changed, Rule), [.. read.Distinct()], ct);
        return _proposal = proposal;
    }

    private Dataflow Changed(Dataflow dataflow) => _reach switch
    {
        Reach.Dataflow => dataflow with { Policy = _policy },
        Reach.Pair => WithPair(dataflow, pair => pair with { Policy = _policy }),
        Reach.Property => WithPair(dataflow, pair => pair with { RowPolicies = pair.RowPolicies.SetItem(Subject!, _policy) }),
    };

    private Dataflow WithPair(Dataflow dataflow, Func<Pair, Pair> change) => dataflow with { Pairs = [.. dataflow.Pairs.Select(pair => pair.Id == PairId ? change(pair) : pair)] };
}
