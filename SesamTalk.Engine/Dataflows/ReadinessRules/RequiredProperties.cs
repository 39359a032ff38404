using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Dataflows.ReadinessRules;

/// <summary>What must be sent when something is created.</summary>
internal static class RequiredProperties
{
    public static IEnumerable<string> Of(EntityDescription entity) => entity.Schema.Properties
        .Where(property => property.IsKey ? entity.Capabilities.ClientAssignedIds : property is { IsRequired: true, IsReadOnly: false })
        .Select(property => property.Path);

    /// <summary>What an element of a list must have, with the list in front.</summary>
    public static IEnumerable<string> Of(SchemaProperty list) => (list.Element?.Properties ?? [])
        .Where(property => property is { IsRequired: true, IsReadOnly: false, IsKey: false })
        .Select(property => $"{list.Path}.{property.Path}");
}
