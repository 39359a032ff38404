namespace SesamTalk.Engine.Documents;

/// <summary>A name as sections write it, "system entity (aspect)", and its parts.</summary>
/// <param name="Full">The whole name as written. It begins with a blank where the system's name is empty.</param>
/// <param name="System">The system's name, possibly empty; null when it could not be told from the entity's.</param>
/// <param name="Entity">The rest of the name, as written.</param>
/// <param name="Aspect">What stands in the brackets, for example "human data"; null without.</param>
public sealed record DocumentName(string Full, string? System, string Entity, string? Aspect)
{
    /// <summary>The name of an entity of a system, for a document made here.</summary>
    public static DocumentName Of(string system, string entity, string? aspect = null) =>
        new(aspect is null ? $"{system} {entity}" : $"{system} {entity} ({aspect})", system, entity, aspect);

    /// <summary>The name without the blank that stands for an empty system.</summary>
    public string Shown => Full.Trim();
}
