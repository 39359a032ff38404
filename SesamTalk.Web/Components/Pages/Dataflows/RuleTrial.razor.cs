using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using SesamTalk.Web.Components.Pages.Decisions;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Dataflows;

/// <summary>Tries every rule on one pair of linked records, as they are now: what both hold, what was agreed, and what each rule would write. Nothing is written.</summary>
public sealed partial class RuleTrial(
    IStringLocalizer<DataflowTexts> t, RuleWords words, SystemNames names, LinkLooks looks, CarryingOut carrying, DecisionWords decided, IDbContextFactory<TalkDb> databases) : ComponentBase, IDisposable
{
    private const int Most = 8;
    private readonly CancellationTokenSource _leaving = new();
    private readonly Dictionary<ConflictPolicy, Proposal> _outcomes = [];
    private IReadOnlyList<Link> _found = [];
    private Link? _link;
    private LookAnswer? _look;
    private string _query = "";
    private string? _failed;

    [Parameter, EditorRequired] public required Dataflow Dataflow { get; set; }

    private string A => names.Of(Dataflow.A);

    private string B => names.Of(Dataflow.B);

    private Pair? Pair => Dataflow.Pairs.FirstOrDefault(pair => pair.Id == _link?.PairId);

    private ConflictPolicy InForce => Pair?.Policy ?? Dataflow.Policy;

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private static ImmutableArray<LookedProperty> Differing(LookedLink looked) =>
        looked.Properties.Any(property => property.State != PropertyState.Equal) ? [.. looked.Properties.Where(property => property.State != PropertyState.Equal)] : looked.Properties;

    private static bool Asks(Proposal outcome) => outcome.Parts.Any(part => part.Preview.Body?.Forecast.Conflicts > 0);

    private async Task SearchAsync()
    {
        if (_query.Trim().Length == 0)
        {
            _found = [];
            return;
        }

        await using var db = await databases.CreateDbContextAsync(_leaving.Token);
        var (links, _) = await new LinkFilter(_query, Dataflow.Id) { IsExact = Sees.IsHidden }.FittingAsync(db, default, _leaving.Token);
        _found = await links.OrderBy(link => link.Id).Take(Most).ToListAsync(_leaving.Token);
    }

    // The newest record that was asked for counts.
    private async Task TryAsync(Link link)
    {
        (_link, _look, _failed) = (link, null, null);
        _outcomes.Clear();
        try
        {
            var look = await looks.OfAsync(link.Id, _leaving.Token);
            if (_link != link) return;
            _look = look;
            foreach (var policy in Enum.GetValues<ConflictPolicy>())
            {
                StateHasChanged();
                var outcome = await carrying.ProposeRuleAsync(Dataflow.Id, new(flow => With(flow, link.PairId, policy), ""), [link.Id], _leaving.Token);
                if (_link != link) return;
                _outcomes[policy] = outcome;
            }
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            // Nobody looks any more.
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            _failed = decided.Failed(failure);
        }
    }

    private static Dataflow With(Dataflow dataflow, string pairId, ConflictPolicy policy) =>
        dataflow with { Pairs = [.. dataflow.Pairs.Select(pair => pair.Id == pairId ? pair with { Policy = policy, FirstMeeting = policy, RowPolicies = pair.RowPolicies.Clear() } : pair)] };
}
