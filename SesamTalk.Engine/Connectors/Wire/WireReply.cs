using System.Net;
using System.Net.Http.Headers;
using SesamTalk.Engine.Reasons;

namespace SesamTalk.Engine.Connectors.Wire;

/// <summary>An answer with its whole body.</summary>
internal sealed record WireReply(HttpStatusCode Status, byte[] Body, string ContentType, HttpResponseHeaders Headers)
{
    /// <summary>The status as a number.</summary>
    public int Code => (int)Status;

    /// <summary>The system says that it did what was asked.</summary>
    public bool IsSuccess => Code is >= 200 and < 300;

    /// <summary>The first value of a header, or null.</summary>
    public string? Header(string name) => Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    /// <summary>How long the system asks us to wait; null where it does not say.</summary>
    public TimeSpan? RetryAfter(DateTimeOffset now) => Headers.RetryAfter switch
    {
        { Delta: { } span } => span,
        { Date: { } date } => date > now ? date - now : TimeSpan.Zero,
        _ => null,
    };
}

/// <summary>Why there is no answer.</summary>
internal enum WireTrouble
{
    /// <summary>The request never left this machine.</summary>
    NeverLeft,

    /// <summary>The request never left this machine, because the other side could not be reached securely.</summary>
    NotSecure,

    /// <summary>It left, and no whole answer came.</summary>
    NoAnswer,

    /// <summary>The answer is larger than an answer may be.</summary>
    TooLarge,
}

/// <summary>An answer, or why there is none with a sentence for a person.</summary>
internal sealed record WireResult(WireReply? Reply, WireTrouble Trouble = default, Reason? Because = null)
{
    /// <summary>With a sentence as it is written here.</summary>
    public WireResult(WireReply? reply, WireTrouble trouble, Wording because) : this(reply, trouble, (Reason)because)
    {
    }
}
