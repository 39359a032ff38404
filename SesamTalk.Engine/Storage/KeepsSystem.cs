using SesamTalk.Engine.Connectors;

namespace SesamTalk.Engine.Storage;

/// <summary>Says why a stored system must stay as it is and not become another; null where it may. Asked before every change of a system, whoever makes it.</summary>
/// <param name="before">The system as it is stored.</param>
/// <param name="after">The system as it would be.</param>
/// <param name="cancellation">The caller does not wait any more.</param>
public delegate Task<string?> KeepsSystem(ConnectedSystem before, ConnectedSystem after, CancellationToken cancellation);

/// <summary>A system was to be changed that must stay as it is; nothing was stored. Who lets people change systems asks <see cref="SystemStore.WhyKeptAsync"/> first.</summary>
public sealed class SystemKeptException(string why) : InvalidOperationException(why);
