using SesamTalk.Engine.Checklists;
using SesamTalk.Engine.Checklists.Planted;
using SesamTalk.Engine.Checklists.Verify;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Storage;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Issues;

/// <summary>A verification that was stopped while a run of it was writing left the record that the run had just made.</summary>
public sealed class StoppedVerificationLeavesNothingTests
{
    [Fact]
    public async Task Stopped_at_any_write_everything_is_as_it_was()
    {
        var writes = await StoppedAsync(0);
        writes.ShouldBeGreaterThan(5);
        var isFull = Environment.GetEnvironmentVariable("SESAMTALK_FULL") == "1";
        for (var at = 1; at <= writes; at += isFull ? 1 : Math.Max(1, writes / 5)) await StoppedAsync(at);
    }

    private static async Task<int> StoppedAsync(int at)
    {
        await using var trial = await Trial.StartAsync();
        var lines = (await trial.LinesAsync()).Where(line => line.PairId == "orders" && line.Case is LineCase.Create or LineCase.Created or LineCase.LinkedByKey && line.PairId == "orders").ToList();
        using var stop = new CancellationTokenSource();
        var writes = 0;
        foreach (var system in new[] { trial.A, trial.B })
            system.Trouble = call =>
            {
                if (call.Verb == MemoryVerb.Write && ++writes == at) stop.Cancel();
                return null;
            };

        try
        {
            await trial.Get<Verifier>().VerifyAsync(new ProofRequest(lines, "Kari"), null, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // As it should, unless it was stopped among its last writes.
        }

        new[] { trial.A.Records("Customers"), trial.A.Records("Contacts"), trial.A.Records("Orders"), trial.B.Records("Bills") }.SelectMany(records => records).ShouldBeEmpty($"stopped at {at}");
        trial.B.Records("People").ShouldAllBe(person => Equals(person["kind"], "staff"));
        (await trial.Get<TestRecordStore>().OpenAsync()).ShouldBeEmpty($"stopped at {at}");
        return writes;
    }
}
