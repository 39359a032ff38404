using System.Globalization;
using System.Net;

namespace SesamTalk.Engine.Connectors.Wire;

/// <summary>
/// Carries requests through budget, sign-in and patience. Reads are tried again for a while when the system is busy or
/// silent; a write is sent once, and only 401 (which says that nothing was done) earns it a second try.
/// </summary>
internal sealed class Courier(HttpDoor door, RateBudget budget, ISignIn signIn, TimeProvider clock, TimeSpan patience)
{
    /// <summary>How often a read is tried while the system is busy or silent.</summary>
    public int MostTries { get; init; } = 4;

    /// <summary>The headers by which the system says what is left of its budget; null where it does not.</summary>
    public (string Remaining, string Reset)? BudgetHeaders { get; init; }

    /// <summary>The answer of the system: success, or a refusal in the range of 400 that its connector understands better.</summary>
    public async Task<Answer<WireReply>> SendAsync(WireRequest request, CancellationToken cancellation)
    {
        var deadline = clock.GetUtcNow() + patience;
        for (var tries = 1; ; tries++)
        {
            if (budget.Blocked is var blocked && blocked > patience) return TooBusy(blocked);
            var (answer, pause) = await TryAsync(request, cancellation);
            if (pause is null || request.IsWrite || tries == MostTries || clock.GetUtcNow() + pause > deadline) return answer;
            await clock.PauseAsync(pause.Value, cancellation);
        }
    }

    /// <summary>One try, and after trouble that may pass the pause before the next.</summary>
    private async Task<(Answer<WireReply> Answer, TimeSpan? Pause)> TryAsync(WireRequest request, CancellationToken cancellation)
    {
        var renewed = false;
        while (true)
        {
            using var message = request.ToMessage();
            if (await signIn.SignAsync(message, cancellation) is { } error) return (error, null);
            var result = await ThroughAsync(message, cancellation);
            if (result.Reply is not { } reply) return Lost(result, request);
            HeedBudget(reply);
            if (reply.Status == HttpStatusCode.Unauthorized && !renewed && signIn.Renew(message))
            {
                renewed = true;
                continue;
            }

            var judged = Judge(reply, request);
            await budget.TellAsync(cancellation);
            return judged;
        }
    }

    private async Task<WireResult> ThroughAsync(HttpRequestMessage message, CancellationToken cancellation)
    {
        using var turn = await budget.EnterAsync(cancellation);
        await budget.AcquireAsync(cancellation);
        return await door.SendAsync(message, cancellation);
    }

    // Nothing is left: everybody waits until there is more, rather than being told so by a refusal.
    private void HeedBudget(WireReply reply)
    {
        if (BudgetHeaders is not var (remaining, reset) || reply.Header(remaining)?.Trim() != "0") return;
        if (!double.TryParse(reply.Header(reset), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || number is < 0 or > 1e11) return;
        var span = number > 100_000_000 ? DateTimeOffset.UnixEpoch.AddSeconds(number) - clock.GetUtcNow() : TimeSpan.FromSeconds(number);
        if (span > TimeSpan.Zero) budget.Block(span);
    }

    private static (Answer<WireReply>, TimeSpan?) Lost(WireResult result, WireRequest request) => (result.Trouble, request.IsWrite) switch
    {
        (WireTrouble.NeverLeft or WireTrouble.NotSecure, _) => (new ConnectorError.Unreachable(result.Because!), TimeSpan.FromSeconds(1)),
        (WireTrouble.TooLarge, false) => (new ConnectorError.Garbled(result.Because!), null),
        (WireTrouble.NoAnswer, false) => (new ConnectorError.Unreachable(result.Because!), TimeSpan.FromSeconds(1)),
        _ => (new ConnectorError.Unknown($"{result.Because} The write may or may not have taken effect."), null),
    };

    private (Answer<WireReply>, TimeSpan?) Judge(WireReply reply, WireRequest request)
    {
        var host = request.Address.Authority;
        switch (reply.Code)
        {
            case 429:
                var pause = reply.RetryAfter(clock.GetUtcNow()) ?? TimeSpan.FromSeconds(1);
                budget.Block(pause);
                return (TooBusy(pause), pause);
            case 401 or 403 when request.KeepsRefusals:
                return (reply, null);
            case 401:
                return (new ConnectorError.NotAllowed($"{host} does not accept the sign-in. Check the keys of this system."), null);
            case 403:
                return (new ConnectorError.NotAllowed($"{host} does not allow {request.Method} {request.Address.AbsolutePath}. {signIn.Scrub(Said.By(reply))}"), null);
            case >= 300 and < 400:
                return (new ConnectorError.Garbled($"{host} points to another address instead of answering. Check the address of this system."), null);
            case 408 or >= 500 when request.IsWrite:
                return (new ConnectorError.Unknown($"{host} failed with status {reply.Code}. The write may or may not have taken effect."), null);
            case 408 or >= 500:
                return (new ConnectorError.Unreachable($"{host} failed with status {reply.Code}."), reply.RetryAfter(clock.GetUtcNow()) ?? TimeSpan.FromSeconds(1));
            default:
                return (reply, null);
        }
    }

    private ConnectorError.Throttled TooBusy(TimeSpan pause) =>
        new(clock.GetUtcNow() + pause, $"The system asks us to wait {Math.Ceiling(pause.TotalSeconds):0} seconds; nothing was done.");
}
