using System.Globalization;
using SesamTalk.Engine.Connectors;
using Shouldly;

namespace SesamTalk.Tests.Engine.Connectors.Rest;

/// <summary>What a manifest's <c>rateLimit</c> does to the requests.</summary>
public sealed class RateLimitTests
{
    [Fact]
    public async Task No_more_requests_than_parallel_says_are_under_way_at_once()
    {
        var held = new Queue<TaskCompletionSource<HttpResponseMessage>>();
        using var came = new SemaphoreSlim(0);
        using var scene = new RestScene(Manifest("parallel: 2"), _ =>
        {
            var answer = new TaskCompletionSource<HttpResponseMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (held) held.Enqueue(answer);
            came.Release();
            return answer.Task;
        });

        var reads = Enumerable.Range(1, 5).Select(id => scene.Connector.ReadAsync("Orders", new($"{id}"), default)).ToList();
        scene.Asked.Count.ShouldBe(2, "all five were asked for, and two have left");
        for (var answered = 0; answered < 5; answered++)
        {
            await came.WaitAsync(TestContext.Current.CancellationToken);
            scene.Asked.Count.ShouldBeLessThanOrEqualTo(answered + 2);
            lock (held) held.Dequeue().SetResult(RestScene.Json("""{"id":1}"""));
        }

        (await Task.WhenAll(reads)).ShouldAllBe(read => read.Error == null);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_budget_that_is_used_up_is_waited_for_before_anybody_is_turned_away(bool asMoment)
    {
        var left = 1;
        RestScene scene = null!;
        using var made = scene = new RestScene(Manifest("remainingHeader: X-Left, resetHeader: X-Reset"), _ =>
        {
            var answer = RestScene.Json("""{"id":1}""");
            answer.Headers.Add("X-Left", (--left).ToString(CultureInfo.InvariantCulture));
            answer.Headers.Add("X-Reset", (asMoment ? scene.Clock.GetUtcNow().ToUnixTimeSeconds() + 7 : 7).ToString(CultureInfo.InvariantCulture));
            return answer;
        });

        (await scene.Connector.ReadAsync("Orders", new("1"), default)).Error.ShouldBeNull();
        (await scene.Connector.ReadAsync("Orders", new("1"), default)).Error.ShouldBeOfType<ConnectorError.Throttled>().Until.ShouldBe(scene.Clock.GetUtcNow().AddSeconds(7));
        scene.Asked.Count.ShouldBe(1, "nothing was sent into a budget that is known to be empty");

        scene.Clock.Advance(TimeSpan.FromSeconds(8));
        left = 3;
        (await scene.Connector.ReadAsync("Orders", new("1"), default)).Error.ShouldBeNull();
        (await scene.Connector.ReadAsync("Orders", new("1"), default)).Error.ShouldBeNull("two are left");
    }

    [Theory]
    [InlineData("X-Left", "0", "X-Reset", "soon")]
    [InlineData("X-Left", "0", "X-Reset", "-5")]
    [InlineData("X-Left", "0", "X-Reset", "1e300")]
    [InlineData("X-Left", "none", "X-Reset", "7")]
    [InlineData("X-Left", "0", "X-Other", "7")]
    public async Task Headers_that_say_nothing_hold_nobody(string remaining, string left, string reset, string until)
    {
        using var scene = new RestScene(Manifest("remainingHeader: X-Left, resetHeader: X-Reset"), (Func<HttpRequestMessage, HttpResponseMessage>)(_ =>
        {
            var answer = RestScene.Json("""{"id":1}""");
            answer.Headers.Add(remaining, left);
            answer.Headers.Add(reset, until);
            return answer;
        }));

        for (var read = 0; read < 3; read++) (await scene.Connector.ReadAsync("Orders", new("1"), default)).Error.ShouldBeNull();
    }

    [Fact]
    public async Task So_many_requests_in_so_many_seconds_are_spread_over_them()
    {
        using var scene = new RestScene(Manifest("requests: 4, seconds: 2"), _ => RestScene.Json("""{"id":1}"""));
        var reads = Enumerable.Range(1, 5).Select(id => scene.Connector.ReadAsync("Orders", new($"{id}"), default)).ToList();
        scene.Asked.Count.ShouldBe(2, "two a second");
        scene.Clock.Advance(TimeSpan.FromSeconds(1.2));
        await Task.WhenAll(reads[..4]);
        reads[4].IsCompleted.ShouldBeFalse();
        scene.Clock.Advance(TimeSpan.FromSeconds(1.2));
        await reads[4];
    }

    [Fact]
    public async Task A_small_answer_leaves_no_large_buffer_behind()
    {
        using var scene = new RestScene(Manifest("parallel: 2"), _ => RestScene.Json("""{"id":1}"""));
        for (var time = 0; time < 50; time++) await scene.Connector.ReadAsync("Orders", new("1"), default);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var time = 0; time < 50; time++) await scene.Connector.ReadAsync("Orders", new("1"), default);
        ((GC.GetAllocatedBytesForCurrentThread() - before) / 50).ShouldBeLessThan(24_000);
    }

    private static string Manifest(string limit) => $$"""
        name: Shop
        rateLimit: { {{limit}} }
        entities:
          - name: Orders
            id: id
            fields: { id: integer }
            operations:
              list: { path: /orders }
              lookup: { path: "/orders/{id}" }
        """;
}
