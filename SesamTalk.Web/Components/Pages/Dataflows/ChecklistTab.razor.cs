using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Checklists;
using SesamTalk.Engine.Checklists.Verify;
using SesamTalk.Engine.Dataflows;

namespace SesamTalk.Web.Components.Pages.Dataflows;

/// <summary>What a round over the dataflow would have to see, by pair, and how its last round stands.</summary>
public sealed partial class ChecklistTab(IStringLocalizer<DataflowTexts> t, RoundVerbs verbs) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private ImmutableArray<ChecklistLine>? _lines;
    private RoundTally? _round;
    private IReadOnlyDictionary<string, LineState> _standing = new Dictionary<string, LineState>();
    private (string Id, int Version)? _read;

    [Parameter, EditorRequired] public required Dataflow Dataflow { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (_read == (Dataflow.Id, Dataflow.Version)) return;
        _read = (Dataflow.Id, Dataflow.Version);
        try
        {
            var lines = await verbs.LinesAsync(Dataflow.Id, _leaving.Token);
            _round = (await verbs.ListAsync(_leaving.Token)).FirstOrDefault(tally => tally.Round.Dataflows.Contains(Dataflow.Id));
            _standing = _round is { } round && await verbs.StandingAsync(round.Round.Id, _leaving.Token) is { } state ? state.Lines.Where(line => line.Line.DataflowId == Dataflow.Id).ToDictionary(line => line.Line.Id) : new Dictionary<string, LineState>();
            _lines = lines;
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            _read = null;
        }
    }

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
