using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Simulation;

namespace SesamTalk.Engine.Checklists.Planted;

/// <summary>A system's door with a bug in it, and with the moments at which the process can be killed.</summary>
internal sealed class PlantedDoor(IConnector inner, Bug bug, Moments moments, (MemorySystem A, MemorySystem B) systems) : IConnector
{
    public Task<CheckReport> CheckAsync(CancellationToken cancellation) => inner.CheckAsync(cancellation);

    public async Task<Answer<SystemDescription>> DescribeAsync(CancellationToken cancellation)
    {
        moments.CheckAlive();
        return await inner.DescribeAsync(cancellation);
    }

    public async IAsyncEnumerable<Answer<ChangePage>> ReadChangesAsync(string entity, string? since, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await moments.PassAsync(Moment.BeforeRead, entity);
        await foreach (var page in inner.ReadChangesAsync(entity, since, cancellation)) yield return page;
    }

    public async Task<Answer<Reading>> ReadAsync(string entity, RecordId id, CancellationToken cancellation)
    {
        await moments.PassAsync(Moment.BeforeRead, entity);
        var answer = await inner.ReadAsync(entity, id, cancellation);
        return answer.Value?.Change is { Record: { } record } change && bug.Reads is { } reads ? new Reading(change with { Record = reads(entity, record) }) : answer;
    }

    public async Task<Answer<Findings>> FindAsync(string entity, string path, object value, CancellationToken cancellation)
    {
        await moments.PassAsync(Moment.BeforeRead, entity);
        return await inner.FindAsync(entity, path, value, cancellation);
    }

    public async Task<Answer<Written>> WriteAsync(Write write, CancellationToken cancellation)
    {
        await moments.PassAsync(Moment.BeforeWrite, write.Entity);
        var answer = await inner.WriteAsync(bug.Writes is { } writes && write.Kind is WriteKind.Create or WriteKind.Update ? write with { Values = writes(write, systems.A, systems.B) } : write, cancellation);
        await moments.PassAsync(Moment.AfterWrite, write.Entity);
        return answer;
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}

/// <summary>What a door does wrong.</summary>
internal sealed record Bug
{
    /// <summary>Nothing.</summary>
    public static Bug None { get; } = new();

    /// <summary>Changes what is sent.</summary>
    public Func<Write, MemorySystem, MemorySystem, Record>? Writes { get; init; }

    /// <summary>Changes what is read.</summary>
    public Func<string, Record, Record>? Reads { get; init; }
}
