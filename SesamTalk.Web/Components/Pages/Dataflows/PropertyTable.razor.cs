using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Checklists;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Mapping;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Dataflows;

/// <summary>The property lines of a pair: as the document writes them, or in words with everything that was decided about them.</summary>
public sealed partial class PropertyTable(IStringLocalizer<DataflowTexts> t, RuleWords words, UrlState url) : ComponentBase
{
    [Parameter, EditorRequired] public string Label { get; set; } = "";

    [Parameter, EditorRequired] public required Pair Pair { get; set; }

    /// <summary>The lines to show, with their numbers in the pair.</summary>
    [Parameter, EditorRequired] public IReadOnlyList<(PropertyRule Rule, int Number)> Rules { get; set; } = [];

    [Parameter, EditorRequired] public string NameA { get; set; } = "";

    [Parameter, EditorRequired] public string NameB { get; set; } = "";

    /// <summary>The dataflow's policy, which rows and pairs may overrule.</summary>
    [Parameter] public ConflictPolicy Policy { get; set; }

    /// <summary>True shows flow, policy and origin, and types in words; false the document's own text.</summary>
    [Parameter] public bool Technical { get; set; }

    /// <summary>True where a document for each direction says its own types.</summary>
    [Parameter] public bool BothTypes { get; set; }

    /// <summary>Lines of the document that were edited here, by pair and row.</summary>
    [Parameter] public IReadOnlySet<(string PairId, string RowId)> Changed { get; set; } = new HashSet<(string, string)>();

    /// <summary>What the last round of testing found of each line, by row; null where it is not shown.</summary>
    [Parameter] public ILookup<string, LineState>? Standing { get; set; }

    [Parameter] public string? ChosenRow { get; set; }

    private string Dependent(ImmutableArray<Dependency> dependencies) => dependencies.IsEmpty ? "" : Technical ? " " + words.Only(dependencies) : RuleWords.AsWritten(dependencies);

    private string TypeCell(string? type) => Technical ? words.Type(type) : type ?? "N/A";
}
