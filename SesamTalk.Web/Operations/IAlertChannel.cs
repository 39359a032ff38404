namespace SesamTalk.Web.Operations;

/// <summary>A way to tell somebody.</summary>
internal interface IAlertChannel
{
    /// <summary>Its name; stays the same.</summary>
    string Name { get; }

    /// <summary>Whether it is set up.</summary>
    bool IsOn { get; }

    /// <summary>Tells it. Throws where it could not: it is tried again at the next look.</summary>
    Task SendAsync(AlertMessage message, CancellationToken ct);
}
