using System.Text.Json;
using System.Text.Json.Nodes;

namespace SesamTalk.Web.Sandbox.Kit;

/// <summary>What every sandbox has: records, clock, dials, faults and a limiter.</summary>
internal sealed class SandboxState : IDisposable
{
    private const string DialsKey = "dials";
    private SandboxDials _dials;

    public SandboxState(string file, TimeProvider time, SandboxDials initial)
    {
        Clock = new SandboxClock(time);
        Store = new SandboxStore(file, Clock);
        _dials = Store.Setting(DialsKey) is { } kept ? JsonSerializer.Deserialize<SandboxDials>(kept, ControlApi.Json)! : initial;
        Clock.Turn(_dials);
    }

    public SandboxClock Clock { get; }
    public SandboxStore Store { get; }
    public FaultDial Faults { get; } = new();
    public RequestLimiter Limiter { get; } = new();

    public SandboxDials Dials
    {
        get => _dials;
        set
        {
            _dials = value;
            Clock.Turn(value);
            Store.Setting(DialsKey, JsonSerializer.Serialize(value, ControlApi.Json));
        }
    }

    /// <summary>Sets the dials that are named and leaves the others.</summary>
    public void Turn(JsonObject named)
    {
        var all = JsonSerializer.SerializeToNode(Dials, ControlApi.Json)!.AsObject();
        foreach (var (name, value) in named) all[name] = value?.DeepClone();
        Dials = all.Deserialize<SandboxDials>(ControlApi.Json)!;
    }

    public void Dispose() => Store.Dispose();
}
