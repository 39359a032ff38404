namespace SesamTalk.Web.Sandbox.Kit;

/// <summary>Trouble to make for the next requests that fit.</summary>
/// <param name="Kind"><c>status</c> (answer with <paramref name="Status"/>, nothing done), <c>reply-lost</c> (done, but the line is cut before
/// the answer), <c>half</c> (done, half the answer, then cut), <c>silent</c> (done, and the answer never comes), <c>html</c> (a page with 200,
/// nothing done) or <c>slow</c>.</param>
/// <param name="Count">For how many requests.</param>
/// <param name="Method">Only this verb; null = any.</param>
/// <param name="Path">Only addresses that contain this; null = any.</param>
/// <param name="After">How many requests that fit are let through first.</param>
internal sealed record Fault(string Kind, int Status = 503, int Count = 1, int Milliseconds = 1000, string? Method = null, string? Path = null, int After = 0)
{
    public static readonly IReadOnlyList<string> Kinds = ["status", "reply-lost", "half", "silent", "html", "slow"];

    public bool Fits(HttpRequest request) =>
        (Method is null || Method.Equals(request.Method, StringComparison.OrdinalIgnoreCase))
        && (Path is null || (request.Path.Value ?? "").Contains(Path, StringComparison.OrdinalIgnoreCase));
}

/// <summary>The faults that wait for a request; each is used up in the order it was set.</summary>
internal sealed class FaultDial
{
    private readonly Lock _gate = new();
    private readonly List<Fault> _armed = [];

    public void Arm(Fault fault)
    {
        lock (_gate) _armed.Add(fault);
    }

    public void Clear()
    {
        lock (_gate) _armed.Clear();
    }

    public IReadOnlyList<Fault> Armed
    {
        get { lock (_gate) return [.. _armed]; }
    }

    public Fault? Take(HttpRequest request)
    {
        lock (_gate)
        {
            var at = _armed.FindIndex(fault => fault.Fits(request));
            if (at < 0) return null;
            var fault = _armed[at];
            if (fault.After > 0)
            {
                _armed[at] = fault with { After = fault.After - 1 };
                return null;
            }

            if (fault.Count <= 1) _armed.RemoveAt(at);
            else _armed[at] = fault with { Count = fault.Count - 1 };
            return fault;
        }
    }
}
