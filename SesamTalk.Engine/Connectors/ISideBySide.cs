namespace SesamTalk.Engine.Connectors;

/// <summary>A connector to a system that serves several requests at the same time. Its verbs may then be asked for side by side.</summary>
public interface ISideBySide
{
    /// <summary>The most requests that may be under way at the same time; one or less where they come one after another.</summary>
    int AtOnce { get; }
}
