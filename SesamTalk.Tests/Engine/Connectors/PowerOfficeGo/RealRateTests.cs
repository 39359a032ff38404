using SesamTalk.Engine.Connectors;
using SesamTalk.Tests.Conformance;
using Shouldly;

namespace SesamTalk.Tests.Engine.Connectors.PowerOfficeGo;

public sealed class RealRateTests
{
    [Fact]
    public async Task At_ten_a_second_nothing_is_turned_away_however_many_ask_at_once()
    {
        await using var go = await GoClient.StartAsync(clock: TimeProvider.System);
        var made = await go.CreateAsync("Departments", ("Name", "Drift"));
        using var door = new SandboxDoor(go.Root);
        await door.DialAsync(new() { ["requestsPerSecond"] = 10 });
        var careful = go.Connect(("requestsPerSecond", "10"), ("patienceSeconds", "0"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => careful.ReadAsync("Departments", made.Id!.Value, default)));

        answers.ShouldAllBe(answer => answer.Error == null);
    }

    [Fact]
    public async Task Who_asks_faster_is_told_until_when_to_wait_and_a_patient_reader_waits()
    {
        await using var go = await GoClient.StartAsync(clock: TimeProvider.System);
        var made = await go.CreateAsync("Departments", ("Name", "Drift"));
        using var door = new SandboxDoor(go.Root);
        await door.DialAsync(new() { ["requestsPerSecond"] = 2 });

        var hasty = go.Connect(("patienceSeconds", "0"));
        var refused = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => hasty.ReadAsync("Departments", made.Id!.Value, default)));
        refused.ShouldContain(answer => answer.Error is ConnectorError.Throttled);
        (await go.Connector.ReadAsync("Departments", made.Id!.Value, default)).Error.ShouldBeNull();
    }
}
