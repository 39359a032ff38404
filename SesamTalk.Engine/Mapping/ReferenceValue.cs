using System.Globalization;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Mapping;

/// <summary>An id as the value of a reference property.</summary>
public static class ReferenceValue
{
    /// <summary>The id in the property's own type; <see cref="Unmappable"/> where the property cannot hold it.</summary>
    public static object Of(RecordId id, PropertyType type)
    {
        if (type == PropertyType.Text) return id.Text;
        return type == PropertyType.Integer && long.TryParse(id.Text, CultureInfo.InvariantCulture, out var number)
            ? number
            : new Unmappable(Reason.Of(ReasonCodes.IdDoesNotFit, id.Text));
    }
}
