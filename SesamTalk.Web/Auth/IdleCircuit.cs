using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.Extensions.Options;

namespace SesamTalk.Web.Auth;

/// <summary>
/// Whether anybody does anything at an open page: one that lies open for longer than a session may rest (<see cref="AuthOptions.IdleHours"/>)
/// is nobody's any more, though its line to the server never broke. Anything that a person does at it counts; what the server sends does not.
/// </summary>
internal sealed class IdleCircuit(IOptions<AuthOptions> options, OpenHouse house, TimeProvider clock) : CircuitHandler, IDisposable
{
    private readonly TimeSpan _limit = TimeSpan.FromHours(options.Value.IdleHours);
    private long _last = clock.GetUtcNow().UtcTicks;
    private ITimer? _timer;
    private volatile bool _isOver;

    /// <summary>Raised when it has lain there for too long.</summary>
    public event Action? Over;

    /// <summary>It has lain there for too long; it does not come back to life.</summary>
    public bool IsOver => _isOver |= !house.IsOpen && Rested >= _limit;

    private TimeSpan Rested => clock.GetUtcNow() - new DateTimeOffset(Volatile.Read(ref _last), TimeSpan.Zero);

    public override Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (!house.IsOpen) _timer = clock.CreateTimer(_ => Look(), null, _limit, Timeout.InfiniteTimeSpan);
        return Task.CompletedTask;
    }

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => context =>
    {
        Touch();
        return next(context);
    };

    /// <summary>Somebody did something; too late is too late.</summary>
    internal void Touch()
    {
        if (IsOver) Over?.Invoke();
        else Volatile.Write(ref _last, clock.GetUtcNow().UtcTicks);
    }

    public void Dispose() => _timer?.Dispose();

    private void Look()
    {
        if (IsOver) Over?.Invoke();
        else _timer?.Change(_limit - Rested > TimeSpan.Zero ? _limit - Rested : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
