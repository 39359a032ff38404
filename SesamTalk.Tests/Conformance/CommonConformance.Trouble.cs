using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Records;
using Shouldly;

namespace SesamTalk.Tests.Conformance;

/// <summary>Trouble that every kind of system can have.</summary>
public abstract partial class CommonConformance
{
    [Fact]
    public async Task A_system_that_is_away_is_unreachable()
    {
        await CreateAsync(Sample(1));
        await _subject.Host.DisposeAsync();

        (await TryReadAllAsync()).Error.ShouldBeOfType<ConnectorError.Unreachable>();
        (await TryCreateAsync(Sample(2))).Error.ShouldBeOfType<ConnectorError.Unreachable>();
        (await Connector.CheckAsync(default)).IsFine.ShouldBeFalse();
    }

    [Fact]
    public async Task Cancelling_is_the_only_exception()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => Connector.ReadAsync(_entity.Name, new RecordId(_subject.NoSuchId), cancelled.Token));
        await Should.ThrowAsync<OperationCanceledException>(() => Connector.WriteAsync(new Write(_entity.Name, WriteKind.Create, null, Sample(1), null, RecordVersion.None, null), cancelled.Token));
    }
}
