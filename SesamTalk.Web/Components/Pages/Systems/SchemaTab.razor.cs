using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Systems;

/// <summary>What a system holds as it says now, which mappings use it, and what changed since somebody last looked.</summary>
public sealed partial class SchemaTab(Reader reader, IStringLocalizer<SystemTexts> t, SystemVerbs verbs, SystemMemory memory, SystemNames names) : TalkPage
{
    private SchemaLook? _look;
    private StoredSchema? _known;
    private CancellationTokenSource? _asking;
    private bool _stopped;
    private SchemaUses _uses = SchemaUses.None;
    private ConnectedSystem? _loaded;

    [Parameter, EditorRequired] public required ConnectedSystem System { get; set; }

    /// <summary>The dataflows that use the system.</summary>
    [Parameter, EditorRequired] public IReadOnlyList<Dataflow> Dataflows { get; set; } = [];

    /// <summary>Part of an entity's or a property's name, as the address has it.</summary>
    [Parameter] public string? Query { get; set; }

    private IReadOnlyList<(EntityDescription Entity, ImmutableArray<SchemaProperty> Properties)> Shown =>
        [.. _look!.Description!.Entities.OrderBy(entity => entity.Name, StringComparer.Ordinal).Select(entity => (entity, Fitting(entity))).Where(shown => shown.Item2.Length > 0)];

    protected override Task OnParametersSetAsync()
    {
        if (_loaded == System) return Task.CompletedTask;
        _loaded = System;
        return ReloadAsync();
    }

    private Task ReloadAsync() => LoadAsync(async ct =>
    {
        _uses = new SchemaUses(System.Id, Dataflows, names);
        (_known, _stopped) = (await memory.SchemaAsync(System.Id, ct), false);
        if (!Answers) return;
        using var asking = CancellationTokenSource.CreateLinkedTokenSource(ct);
        _asking = asking;
        StateHasChanged();
        try
        {
            _look = await verbs.LookAsync(System, asking.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            _stopped = true;
        }
        finally
        {
            if (_asking == asking) _asking = null;
        }
    });

    private void StopAsking() => _asking?.Cancel();

    private async Task AcceptAsync()
    {
        await verbs.AcceptAsync(System.Id, _look!.Description!, reader.As(Act.TestSystems), Leaving);
        await ReloadAsync();
    }

    private ImmutableArray<SchemaProperty> Fitting(EntityDescription entity)
    {
        if (string.IsNullOrWhiteSpace(Query) || entity.Name.Contains(Query.Trim(), StringComparison.OrdinalIgnoreCase)) return entity.Schema.Properties;
        return [.. entity.Schema.Properties.Where(property => property.Path.Contains(Query.Trim(), StringComparison.OrdinalIgnoreCase))];
    }

    private IEnumerable<string> NamesOf(string entity) => [entity, .. _look!.Description!.Entities.FirstOrDefault(found => found.Name == entity)?.Aliases ?? []];

    private string Rules(SchemaProperty property)
    {
        List<string> rules = [];
        if (property.IsKey) rules.Add(t["RuleKey"]);
        if (property.IsRequired) rules.Add(t["RuleRequired"]);
        if (property.IsReadOnly) rules.Add(t["RuleReadOnly"]);
        if (property.IsCreateOnly) rules.Add(t["RuleCreateOnly"]);
        if (property.MaxLength is { } most) rules.Add(t["RuleMaxLength", most]);
        if (property.IsReference) rules.Add(t["RuleReference", string.Join(", ", property.References)]);
        if (!property.AllowedValues.IsEmpty) rules.Add(t["RuleAllowed", string.Join(", ", property.AllowedValues)]);
        return string.Join(" · ", rules);
    }

    private string Can(EntityCapabilities can)
    {
        List<string> words = [];
        if (can.CanCreate) words.Add(t["CanCreate"]);
        if (can.CanUpdate) words.Add(t["CanUpdate"]);
        if (can.CanDelete) words.Add(t["CanDelete"]);
        return words.Count == 0 ? t["CanRead"] : string.Join(", ", words);
    }

    private string Words(SchemaChange change) => change.Kind switch
    {
        SchemaChangeKind.EntityNew => t["ChangeEntityNew"],
        SchemaChangeKind.EntityGone => t["ChangeEntityGone"],
        SchemaChangeKind.PropertyNew => t["ChangePropertyNew"],
        SchemaChangeKind.PropertyGone => t["ChangePropertyGone"],
        SchemaChangeKind.TypeChanged => t["ChangeType", t["Type" + change.Before], t["Type" + change.After]],
        SchemaChangeKind.RuleChanged => t["ChangeRule"],
    };
}
