namespace SesamTalk.Web.Auth;

/// <summary>
/// Whether whoever comes is let in without signing in: a demo that only this machine can reach, and nothing else. Decided once,
/// when the site starts; a demo that is served to others asks for a sign-in like any other installation.
/// </summary>
public sealed class OpenHouse
{
    /// <summary>Everybody here is <see cref="Person.OfDemo"/>.</summary>
    public bool IsOpen { get; set; }
}
