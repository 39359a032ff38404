using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Dataflows.Editing;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;
using SesamTalk.Web.Components.Pages.Dataflows;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Mapping;

/// <summary>What lines, suggestions and differences say, in words for a person.</summary>
public sealed class MappingWords(IStringLocalizer<MappingTexts> t, RuleWords rules)
{
    /// <summary>What a conversion does to a value.</summary>
    public string Conversion(string? cell)
    {
        var draft = ConversionDraft.Of(cell);
        return draft.Kind switch
        {
            ConversionKind.TimeToText or ConversionKind.TextToTime => t["Does-" + draft.Kind, draft.Pattern],
            ConversionKind.Expression => t["Does-Expression", draft.Expression],
            ConversionKind.None or ConversionKind.Text or ConversionKind.Whole or ConversionKind.Number or ConversionKind.YesNo or ConversionKind.Upper or ConversionKind.Lower or ConversionKind.Strip => t["Does-" + draft.Kind],
        };
    }

    /// <summary>Why two fields cannot be kept equal.</summary>
    public string Fit(FitTrouble trouble, ResolvedPath a, ResolvedPath b) => t["Fit-" + trouble, Type(a.Property), Type(b.Property), string.Join(", ", a.Property.References), string.Join(", ", b.Property.References)];

    /// <summary>Why a way cannot be chosen; empty where it can.</summary>
    public string Refused(ResolvedPath a, ResolvedPath b, RuleFlow flow, string nameA, string nameB) => FieldFit.Refuses(a.Property, b.Property, flow) is not { } side ? ""
        : side == Side.A ? t[a.Property.IsKey ? "RefusedKey" : "RefusedReadOnly", nameA, a.Path] : t[b.Property.IsKey ? "RefusedKey" : "RefusedReadOnly", nameB, b.Path];

    /// <summary>The kind of value of a field, with what the system asks of it.</summary>
    public string Field(SchemaProperty property)
    {
        List<string> parts = [Type(property)];
        if (property.IsKey) parts.Add(t["FieldKey"]);
        if (property.IsReference) parts.Add(t["FieldReference", string.Join(", ", property.References)]);
        if (property.IsRequired) parts.Add(t["FieldRequired"]);
        if (property.IsReadOnly) parts.Add(t["FieldReadOnly"]);
        if (property.IsCreateOnly) parts.Add(t["FieldCreateOnly"]);
        if (property.MaxLength is { } most) parts.Add(t["FieldLength", most]);
        return string.Join(", ", parts);
    }

    /// <summary>What speaks for a suggestion.</summary>
    public string Reasons(Suggestion suggestion) =>
        string.Join(", ", suggestion.Reasons.Select(reason => reason == SuggestionReason.SampleMatch ? t["Reason-SampleMatch", suggestion.Match.Same, suggestion.Match.Compared].Value : t["Reason-" + reason].Value));

    /// <summary>A difference as sentences, one for each thing that is different.</summary>
    public IReadOnlyList<string> Difference(LineDifference difference, string a, string b)
    {
        var rule = (difference.After ?? difference.Before)!.Rule;
        if (difference.After is not { } after) return [t["DiffRemoved", rule.A, rule.B]];
        if (difference.Before is not { } before) return [t["DiffAdded", rule.A, rule.B, rules.Flow(rule.Flow, a, b)]];
        return [.. difference.Changed.Select(part => t["DiffChanged", $"{rule.A} ↔ {rule.B}", t["Part-" + part, a, b].Value, Said(part, before, a, b), Said(part, after, a, b)].Value)];
    }

    /// <summary>Everything that is different, in one text that a version keeps.</summary>
    public string Note(IEnumerable<LineDifference> differences, string a, string b) => string.Join(" ", differences.SelectMany(one => Difference(one, a, b)));

    /// <summary>Values of one field that may be too long for the other; empty where none can be.</summary>
    public string TooLong(MappingLine line, ResolvedPath a, ResolvedPath b, string nameA, string nameB)
    {
        if (line.Rule.Flow is RuleFlow.Both or RuleFlow.ToB && IsLonger(a.Property, b.Property)) return t["TooLong", a.Path, b.Path, nameB, b.Property.MaxLength!];
        return line.Rule.Flow is RuleFlow.Both or RuleFlow.ToA && IsLonger(b.Property, a.Property) ? t["TooLong", b.Path, a.Path, nameA, a.Property.MaxLength!] : "";
    }

    private string Type(SchemaProperty property) => t["Type-" + property.Type];

    private static bool IsLonger(SchemaProperty from, SchemaProperty to) =>
        from is { Type: PropertyType.Text, IsReference: false } && to is { Type: PropertyType.Text, MaxLength: { } most, IsReadOnly: false } && (from.MaxLength is null || from.MaxLength > most) && from.AllowedValues.IsEmpty;

    private string Said(MappingPart part, MappingLine line, string a, string b) => part switch
    {
        MappingPart.Flow => rules.Flow(line.Rule.Flow, a, b),
        MappingPart.TypeToA => Conversion(line.Rule.TypeToA),
        MappingPart.TypeToB => Conversion(line.Rule.TypeToB),
        MappingPart.BlankToA => rules.Blank(line.Rule.BlankToA),
        MappingPart.BlankToB => rules.Blank(line.Rule.BlankToB),
        MappingPart.DefaultToA => line.Rule.DefaultToA ?? t["Nothing"],
        MappingPart.DefaultToB => line.Rule.DefaultToB ?? t["Nothing"],
        MappingPart.Policy => line.Policy is { } policy ? rules.Policy(policy, a, b) : t["PolicyOfPair"],
        MappingPart.Dependencies => line.Rule.DependenciesA.Concat(line.Rule.DependenciesB).ToList() is { Count: > 0 } all ? rules.Only([.. all]) : t["Nothing"],
        MappingPart.Note => line.Rule.Note.Length > 0 ? line.Rule.Note : t["Nothing"],
    };
}
