namespace SesamTalk.Engine.Connectors.Wire;

/// <summary>How a connector proves who it is, on every request.</summary>
internal interface ISignIn
{
    /// <summary>Puts the proof on a message; an error where there is none to be had.</summary>
    Task<ConnectorError?> SignAsync(HttpRequestMessage message, CancellationToken cancellation);

    /// <summary>The system answered 401 to this message; true where another proof can be had and one more try makes sense.</summary>
    bool Renew(HttpRequestMessage refused);

    /// <summary>A text without any of the secrets, should a system repeat one in its answer.</summary>
    string Scrub(string text);
}
