using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Sync;

/// <summary>Values of a person's own, as they were typed, made into values of the properties that a conflict is about.</summary>
public sealed class OwnValues(LinkLooks looks)
{
    /// <summary>
    /// The values by the types that both systems give the property; both null where nothing was typed. A reason, and no values, where
    /// the conflict is not about values, the records cannot be looked at, or a text does not fit.
    /// </summary>
    public async Task<(ValueMap? A, ValueMap? B, Reason? Why)> ReadAsync(OpenConflict conflict, string? a, string? b, CancellationToken cancellation = default)
    {
        if ((a, b) is (null, null)) return default;
        if (conflict.LinkId is not { } link) return (null, null, Reason.InBoth("This conflict is not about values.", "Denne konflikten gjelder ikke verdier."));
        var look = await looks.OfAsync(link, cancellation);
        if (look.Link?.Properties.FirstOrDefault(property => property.Key == conflict.Subject) is not { } property)
            return (null, null, look.Reason ?? Reason.InBoth("The records could not be looked at.", "Postene kunne ikke leses."));
        var (typedA, typedB) = (Typed(property.EditableA, a), Typed(property.EditableB, b));
        return (a is not null && typedA is null) || (b is not null && typedB is null)
            ? (null, null, Reason.InBoth("The value does not fit the property, or no single property can be written there.", "Verdien passer ikke til egenskapen, eller ingen enkelt egenskap kan skrives der."))
            : (typedA, typedB, null);
    }

    private static ValueMap? Typed(SchemaProperty? property, string? text) =>
        property is not null && text is not null && DependencyMeaning.Constant(new Schema("", [property]), new Dependency(text, property.Path)) is { } value ? new ValueMap([value]) : null;
}
