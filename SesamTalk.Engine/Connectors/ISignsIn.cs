namespace SesamTalk.Engine.Connectors;

/// <summary>A connector whose system lets a person sign in once, in a browser: OAuth 2 with an authorization code and PKCE (RFC 7636).</summary>
public interface ISignsIn
{
    /// <summary>The name of the secret that a sign-in gives; null where this system is signed in to without a person.</summary>
    string? SignInSecret { get; }

    /// <summary>Where the person goes to sign in; null where this system is signed in to without one.</summary>
    Uri? SignInAddress(SignInAttempt attempt);

    /// <summary>
    /// Trades the code that the person came back with for a refresh token, and keeps it as the system's secret. Refused codes
    /// are <see cref="ConnectorError.NotAllowed"/>, with a sentence that says what to do.
    /// </summary>
    Task<Answer<SignedIn>> SignInAsync(string code, SignInAttempt attempt, CancellationToken cancellation);
}

/// <summary>One attempt of one person to sign in.</summary>
/// <param name="State">Comes back with the person, and with nobody else.</param>
/// <param name="Verifier">Known to the one who began alone; only its hash leaves before the code is traded.</param>
/// <param name="Callback">Where the person comes back to.</param>
public sealed record SignInAttempt(string State, string Verifier, Uri Callback);

/// <summary>A person has signed in.</summary>
/// <param name="Secret">The name of the secret that was kept.</param>
public sealed record SignedIn(string Secret);
