using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Mapping;

/// <summary>The versions that the dataflow has had, each to be taken up again as a draft.</summary>
public sealed partial class VersionList(IStringLocalizer<MappingTexts> t, DataflowStore dataflows, ILogger<VersionList> log) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyList<DefinitionVersion>? _versions;
    private string? _failed;

    [Parameter, EditorRequired] public required MappingScene Scene { get; set; }

    /// <summary>How many lines of the draft differ: restoring replaces them.</summary>
    [Parameter] public int Changes { get; set; }

    /// <summary>Raised with the version to take up.</summary>
    [Parameter] public EventCallback<int> OnRestored { get; set; }

    protected override async Task OnInitializedAsync()
    {
        try
        {
            _versions = await dataflows.VersionsAsync(Scene.Dataflow.Id, _leaving.Token);
        }
        catch (OperationCanceledException)
        {
            // Left meanwhile.
        }
        catch (Exception failure)
        {
            _failed = References.New();
            TalkPageLog.LoadFailed(log, nameof(VersionList), _failed, failure);
        }
    }

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
