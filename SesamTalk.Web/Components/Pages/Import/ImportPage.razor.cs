using System.Collections.Immutable;
using System.Text;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Documents;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Import;

/// <summary>Brings in documents in four steps; until the last, nothing is stored.</summary>
public sealed partial class ImportPage(Reader reader, IStringLocalizer<ImportTexts> t, DataflowStore dataflows, ReadinessLook look, SystemNames names, IJSRuntime js) : TalkPage
{
    private const int MostFiles = 20;
    private readonly HashSet<string> _leftOut = [];
    private ImportStep _step = ImportStep.Upload;
    private bool _moved;
    private List<ImportFile> _files = [];
    private ImmutableArray<ImportPlan> _plans = [];
    private List<(Dataflow? Before, Dataflow Stored)> _applied = [];
    private string? _pasted;
    private string? _note;
    private string? _problem;

    private List<ImportPlan> ToApply => [.. _plans.Where(plan => !plan.IsSame && !_leftOut.Contains(plan.After.Id))];

    private int ChangesToApply => ToApply.Sum(plan => Math.Max(1, plan.Changes.Length));

    private int Unanswered => ToApply.Sum(plan => plan.Unanswered);

    // Each step takes the focus to its heading, so that it is heard and the next Tab is its first control.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_moved) return;
        _moved = false;
        await js.InvokeVoidAsync("talk.focus", "step-title");
    }

    private async Task TakeFilesAsync(InputFileChangeEventArgs chosen)
    {
        if (chosen.FileCount > MostFiles)
        {
            _problem = t["TooManyFiles", chosen.FileCount, MostFiles];
            return;
        }
        var files = new List<ImportFile>();
        foreach (var file in chosen.GetMultipleFiles(MostFiles))
        {
            if (file.Size > RstReader.SizeLimit)
            {
                _problem = t["TooLarge", file.Name, RstReader.SizeLimit / 1024 / 1024];
                return;
            }
            using var bytes = new MemoryStream();
            await using var stream = file.OpenReadStream(RstReader.SizeLimit, Leaving);
            await stream.CopyToAsync(bytes, Leaving);
            files.Add(ImportFile.Of(file.Name, bytes.ToArray()));
        }
        Show(files);
    }

    private void TakePasted()
    {
        if (string.IsNullOrWhiteSpace(_pasted)) _problem = t["NothingPasted"];
        else Show([ImportFile.Of("pasted.rst", Encoding.UTF8.GetBytes(_pasted))]);
    }

    private void Show(List<ImportFile> files)
    {
        _files = files;
        Go(ImportStep.Read);
    }

    private async Task CompareAsync()
    {
        var plans = ImportPlan.Of(_files, await dataflows.AllAsync(Leaving));
        _plans = [.. await Task.WhenAll(plans.Select(WarnedAsync))];
        _leftOut.Clear();
        Go(ImportStep.Compare);
    }

    private async Task<ImportPlan> WarnedAsync(ImportPlan plan) => plan.IsSame
        ? plan
        : plan with { Warnings = [.. (await look.OfAsync(plan.After, Leaving)).Notes.Where(note => LossyNotes.Codes.Contains(note.Code))] };

    private void Choose(ImportPlan plan, bool chosen)
    {
        if (chosen) _leftOut.Remove(plan.After.Id);
        else _leftOut.Add(plan.After.Id);
    }

    private void Answer(ImportPlan plan, LineChange line, bool isSame) => _plans = _plans.Replace(plan, plan with { SameLines = plan.SameLines.SetItem((line.PairId, line.Line), isSame) });

    private async Task ApplyAsync()
    {
        _applied = [];
        foreach (var plan in ToApply)
        {
            try
            {
                var note = string.IsNullOrWhiteSpace(_note) ? $"Imported {string.Join(", ", plan.Files)}" : _note.Trim();
                _applied.Add((plan.Before, await dataflows.SaveAsync(plan.ToStore, reader.As(Act.Import), note, Leaving)));
            }
            catch (StaleDefinitionException)
            {
                // What is applied so far stays and is not offered again; the rest is compared anew with what is stored now.
                await CompareAsync();
                _problem = t["AppliedMeanwhile", names.Of(plan.After)];
                return;
            }
        }
        Go(ImportStep.Apply);
    }

    private async Task RestoreAsync((Dataflow? Before, Dataflow Stored) applied)
    {
        try
        {
            var restored = await dataflows.SaveAsync(applied.Before! with { Version = applied.Stored.Version }, reader.As(Act.Import), $"Restored version {applied.Before.Version}", Leaving);
            _applied[_applied.IndexOf(applied)] = (null, restored);
            _problem = null;
        }
        catch (StaleDefinitionException)
        {
            _problem = t["AppliedMeanwhile", names.Of(applied.Stored)];
        }
    }

    private void StartAgain()
    {
        (_files, _plans, _applied, _pasted, _note) = ([], [], [], null, null);
        Go(ImportStep.Upload);
    }

    private void Go(ImportStep step) => (_step, _moved, _problem) = (step, true, null);
}
