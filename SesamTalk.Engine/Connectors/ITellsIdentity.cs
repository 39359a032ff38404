namespace SesamTalk.Engine.Connectors;

/// <summary>A connector whose system can tell whose data it holds: which client, tenant or database stands behind the address and the keys.</summary>
public interface ITellsIdentity
{
    /// <summary>Asks the system; <see cref="SystemIdentity.Unknown"/> where it does not say. Trouble comes back as in every other verb.</summary>
    Task<Answer<SystemIdentity>> WhoAsync(CancellationToken cancellation);
}

/// <summary>Whose data a system holds.</summary>
/// <param name="Id">What stays the same as long as it is the same client, tenant or database; blank where it is not known.</param>
/// <param name="Name">What a person calls it.</param>
public sealed record SystemIdentity(string Id, string Name)
{
    /// <summary>The system does not say.</summary>
    public static readonly SystemIdentity Unknown = new("", "");
}
