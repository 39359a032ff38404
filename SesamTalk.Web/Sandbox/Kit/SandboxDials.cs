namespace SesamTalk.Web.Sandbox.Kit;

/// <summary>What can be turned on a sandbox while it runs. Kept with its data, so that a restart does not turn the clock back.</summary>
internal sealed record SandboxDials
{
    /// <summary>Requests in any second per key; 0 = no limit.</summary>
    public double RequestsPerSecond { get; init; }

    /// <summary>Seconds the sandbox's clock is ahead (or, negative, behind).</summary>
    public double ClockOffsetSeconds { get; init; }

    /// <summary>When set, the clock stands here (plus the offset) and moves only by the offset.</summary>
    public DateTimeOffset? ClockFrozenAt { get; init; }

    /// <summary>Seconds by which reads are behind writes.</summary>
    public double ReplicaLagSeconds { get; init; }

    /// <summary>The key or client is refused, as after being revoked.</summary>
    public bool KeyRevoked { get; init; }

    /// <summary>PowerOffice Go: the privileges of the client; null = all. Reading takes X or X_Full, writing X_Full.</summary>
    public IReadOnlyList<string>? Privileges { get; init; }

    /// <summary>PowerOffice Go: a line that is added, edited or removed moves its order's stamp.</summary>
    public bool LineEditBumpsOrder { get; init; }

    /// <summary>PowerOffice Go: PATCH takes only application/json-patch+json, the one declared media type.</summary>
    public bool StrictPatchMediaType { get; init; }

    /// <summary>Properties a body has and the system has not are ignored in silence instead of refused.</summary>
    public bool IgnoreUnknownProperties { get; init; }

    /// <summary>PowerOffice Go: a patch may go below an address that is null.</summary>
    public bool PatchBelowNullObject { get; init; }

    /// <summary>PowerOffice Go: lists carry the X-Pagination header.</summary>
    public bool PaginationHeader { get; init; } = true;

    /// <summary>PowerOffice Go: an order without a customer is refused, also as a draft.</summary>
    public bool OrderNeedsCustomer { get; init; }
}
