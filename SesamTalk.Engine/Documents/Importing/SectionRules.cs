using System.Collections.Immutable;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Documents.Importing;

/// <summary>What one section says, in the terms of a pair; the section goes out from one of the dataflow's two sides.</summary>
internal static class SectionRules
{
    /// <summary>The pair as this section alone would have it; towards its source nothing is said.</summary>
    internal static Pair Pair(DocumentSection section, Side from, string file)
    {
        var (source, target) = (PairSide(section.Source), PairSide(section.Target));
        var (a, b) = from == Side.A ? (source, target) : (target, source);
        var direction = Direction(section, isCopy: FoldedName.Same(section.Source.Shown, section.Target.Shown));
        return new()
        {
            Id = PairIds.Of(a, b),
            A = a,
            B = b,
            ToB = from == Side.A ? direction : new(),
            ToA = from == Side.B ? direction : new(),
            Keys = [.. section.MergeKeys.Select(key => Key(key, from))],
            Properties = Rows(section, from),
            NotUnderstood = [.. section.Diagnostics.Where(d => d.Weight != DiagnosticWeight.Note).Select(d => $"{file} line {d.Line}: {d.What}")],
        };
    }

    private static PairSide PairSide(DocumentName name) =>
        new() { Name = name.Shown, SystemName = name.System ?? "", Entity = name.Entity, Aspect = name.Aspect };

    private static Direction Direction(DocumentSection section, bool isCopy) => new()
    {
        // An entity paired with itself states how duplicates are known; a copy in its own system is never made.
        Creation = isCopy ? CreationRule.Never : Creation(section),
        Condition = (section.Opening as ConditionSentence)?.Text,
        ConnectedTo = [.. section.Creation?.Entities ?? []],
        StatesMatching = section.Says<MergeIfExistsSentence>() || section.Says<CreateIfNoMatchSentence>(),
        Origin = RuleOrigin.Document,
    };

    private static CreationRule Creation(DocumentSection section) => section.Opening switch
    {
        EverySentence or ConditionSentence => CreationRule.Every,
        BeforeSentence => section.Creation is null ? CreationRule.OnlyLinked : CreationRule.WhenConnected,
        _ => CreationRule.Never,
    };

    // A row with more properties on one side is reported by the reader; the rest of it is paired.
    private static MergeKey Key(MergeRow row, Side from) =>
        new([.. row.Source.Zip(row.Target, (source, target) => from == Side.A ? new KeyPart(source.Trim(), target.Trim()) : new KeyPart(target.Trim(), source.Trim()))]);

    private static ImmutableArray<PropertyRule> Rows(DocumentSection section, Side from)
    {
        Dictionary<string, int> seen = [];
        return [.. section.Properties.Select(row => Row(row, from, seen))];
    }

    private static PropertyRule Row(PropertyRow row, Side from, Dictionary<string, int> seen)
    {
        var (a, b) = from == Side.A ? (row.Source, row.Target) : (row.Target, row.Source);
        // A blank behind a path is kept in the document and means nothing to a system.
        var (pathA, pathB) = (a.Path.Trim(), b.Path.Trim());
        var id = PropertyRule.IdOf(pathA, pathB);
        var times = seen[id] = seen.GetValueOrDefault(id) + 1;
        // A damaged type stays as it is: readiness finds that it is no conversion.
        var type = row.Type.Form == DocumentTypeForm.None ? null : row.Type.Text;
        return new()
        {
            Id = times == 1 ? id : $"{id}~{times}",
            A = pathA,
            B = pathB,
            DependenciesA = [.. a.Dependencies.Select(d => new Dependency(d.Value, d.Path))],
            DependenciesB = [.. b.Dependencies.Select(d => new Dependency(d.Value, d.Path))],
            TypeToA = from == Side.B ? type : null,
            TypeToB = from == Side.A ? type : null,
        };
    }
}
