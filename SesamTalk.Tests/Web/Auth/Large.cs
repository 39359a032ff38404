namespace SesamTalk.Tests.Web.Auth;

/// <summary>
/// A body that may be refused for its size is sent when the site asks for it: one that refuses without reading closes the
/// connection, and what is still being sent then breaks off before the answer is read.
/// </summary>
internal static class Large
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private const long From = 100 * 1024;

    public static bool? Asks(HttpContent? body) => body?.Headers.ContentLength >= From ? true : null;
}
