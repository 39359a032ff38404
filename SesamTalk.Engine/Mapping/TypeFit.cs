using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Mapping;

/// <summary>Tells whether values of one type can be told in another at all.</summary>
public static class TypeFit
{
    /// <summary>Whether some value of a type becomes one of the other. Lists are converted element by element, never as such.</summary>
    public static bool Converts(PropertyType from, PropertyType to) =>
        from == to ? from != PropertyType.List : ValueConverter.Shared.Knows(from, to);
}
