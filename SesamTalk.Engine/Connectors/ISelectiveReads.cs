namespace SesamTalk.Engine.Connectors;

/// <summary>
/// A connector that pays extra for some properties, and may leave those absent that nobody uses. Until it is told, it reads
/// every record whole.
/// </summary>
public interface ISelectiveReads
{
    /// <summary>From now on only these paths of the entity are needed by <see cref="IConnector.ReadChangesAsync"/>.</summary>
    void NeedsOnly(string entity, IReadOnlyCollection<string> paths);
}
