using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Checklists;

/// <summary>Which cases a property row has one way. What cannot happen has no line: a value that the target never takes, a list without allowed values. Pure.</summary>
public static class RowCases
{
    /// <summary>The cases, in their order; none where the row carries nothing this way.</summary>
    /// <param name="row">The row with its two properties.</param>
    /// <param name="from">The side that is edited.</param>
    /// <param name="creates">Records are created this way.</param>
    public static IEnumerable<LineCase> Of(MappedRow row, Side from, bool creates)
    {
        if (row.Rule.Flow == RuleFlow.Off) return [];
        if (row.Kind == RowKind.Identity) return [LineCase.Identity];
        if (!row.Carries(from.Other())) return [];
        return creates ? Edited(row, from).Prepend(LineCase.Create) : Edited(row, from);
    }

    private static IEnumerable<LineCase> Edited(MappedRow row, Side from)
    {
        var (source, target) = (row.On(from), row.On(from.Other()));
        if (row.Kind is RowKind.ExternalIdInA or RowKind.ExternalIdInB || !CanChange(source) || !CanChange(target)) yield break;
        yield return LineCase.Update;
        if (CanBeBlank(source) && CanBeBlank(target)) yield return LineCase.Clear;
        foreach (var edge in Edges(row)) yield return edge;
        if (CanDiffer(row)) yield return LineCase.EditedOnBoth;
    }

    private static IEnumerable<LineCase> Edges(MappedRow row)
    {
        if (row.Kind == RowKind.Reference || row.Elements is not null) yield break;
        switch (ValueForms.Of(row.A, row.B))
        {
            case ValueForm.Free:
                yield return LineCase.Special;
                if (LongestOf(row.A, row.B) is not null) yield return LineCase.Longest;
                break;
            case ValueForm.Whole or ValueForm.Amount or ValueForm.Day or ValueForm.Moment:
                yield return LineCase.Boundary;
                break;
            case ValueForm.Listed:
                yield return LineCase.ListEdge;
                break;
            case ValueForm.Code or ValueForm.Mail or ValueForm.Web or ValueForm.Phone or ValueForm.Country or ValueForm.Currency or ValueForm.Postal or ValueForm.Organisation or ValueForm.Article or ValueForm.Flag or ValueForm.List:
                break;
        }
    }

    /// <summary>The most characters that both take; null where neither says.</summary>
    public static int? LongestOf(SchemaProperty a, SchemaProperty b) => (a.MaxLength, b.MaxLength) switch
    {
        ({ } one, { } other) => Math.Min(one, other),
        var (one, other) => one ?? other,
    };

    // Where there are only two values, two that are both new are the same.
    private static bool CanDiffer(MappedRow row) => ValueForms.Of(row.A, row.B) switch
    {
        ValueForm.Flag => false,
        ValueForm.Listed => row.A.AllowedValues.Length is 0 or > 2 && row.B.AllowedValues.Length is 0 or > 2,
        _ => true,
    };

    private static bool CanChange(SchemaProperty property) => property is { IsReadOnly: false, IsCreateOnly: false, IsKey: false };

    private static bool CanBeBlank(SchemaProperty property) => property is { IsRequired: false, Type: not PropertyType.Boolean };
}
