using System.Net;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Rest;
using SesamTalk.Engine.Records;
using Shouldly;
using Record = SesamTalk.Engine.Records.Record;

namespace SesamTalk.Tests.Engine.Connectors.Rest;

/// <summary>A manifest that declares several requests at the same time has its records written side by side, and no others.</summary>
public sealed class SideBySideTests
{
    private const int AtOnce = 4, All = 10;
    private readonly TaskCompletionSource _full = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _underWay, _most;

    [Fact]
    public async Task As_many_writes_as_are_declared_are_under_way_at_once_and_each_is_sent_once_and_answered_in_its_place()
    {
        using var scene = new RestScene(Manifest(AtOnce), request => HeldAsync(() => Made(request)));
        var answers = await Many(scene).WriteManyAsync(Creates(scene, All), () => Task.CompletedTask, TestContext.Current.CancellationToken).WaitAsync(Patience);
        answers.Select(answer => answer.Value!.Id.Text).ShouldBe(Enumerable.Range(1, All).Select(number => $"{number}"));
        scene.Asked.Count.ShouldBe(All);
        _most.ShouldBe(AtOnce);
    }

    [Fact]
    public async Task Records_are_looked_at_side_by_side_and_one_that_is_not_there_is_left_out()
    {
        using var scene = new RestScene(Manifest(AtOnce), request => HeldAsync(() => request.RequestUri!.AbsolutePath.EndsWith("/7", StringComparison.Ordinal) ? new HttpResponseMessage(HttpStatusCode.NotFound) : RestScene.Json($$"""{"id":{{request.RequestUri.Segments[^1]}}}""")));
        var found = await Many(scene).ReadManyAsync("Orders", [.. Enumerable.Range(1, All).Select(number => new RecordId($"{number}"))], default).WaitAsync(Patience);
        found.Value!.Changes.Select(change => change.Id.Text).ShouldBe(Enumerable.Range(1, All).Where(number => number != 7).Select(number => $"{number}"));
        _most.ShouldBe(AtOnce);
    }

    [Fact]
    public async Task A_system_that_takes_nothing_now_is_sent_nothing_more()
    {
        using var scene = new RestScene(Manifest(2), request => Body(request).Contains("number 3", StringComparison.Ordinal) ? new HttpResponseMessage(HttpStatusCode.TooManyRequests) : Made(request));
        var answers = await Many(scene).WriteManyAsync(Creates(scene, All), () => Task.CompletedTask, default);
        answers.Count.ShouldBe(All);
        answers.Count(answer => answer.Value is not null).ShouldBeInRange(2, 3);
        answers.Where(answer => answer.Value is null).ShouldAllBe(answer => answer.Error is ConnectorError.Throttled);
        scene.Asked.Count.ShouldBeLessThanOrEqualTo(4);
    }

    [Fact]
    public async Task What_a_cancel_breaks_off_is_unknown_what_was_answered_stays_and_the_rest_was_never_sent()
    {
        using var cancel = new CancellationTokenSource();
        using var scene = new RestScene(Manifest(2), async request =>
        {
            if (!Body(request).Contains("number 3", StringComparison.Ordinal)) return Made(request);
            await cancel.CancelAsync();
            throw new OperationCanceledException(cancel.Token);
        });
        var answers = await Many(scene).WriteManyAsync(Creates(scene, All), () => Task.CompletedTask, cancel.Token);
        answers.Take(2).ShouldAllBe(answer => answer.Value != null);
        answers[2].Error.ShouldBeOfType<ConnectorError.Unknown>();
        answers.Skip(4).ShouldAllBe(answer => answer.Error is ConnectorError.Unreachable);
    }

    [Fact]
    public async Task Nothing_more_leaves_once_the_dataflow_is_anothers()
    {
        using var scene = new RestScene(Manifest(2), Made);
        var asked = 0;
        await Should.ThrowAsync<InvalidOperationException>(() => Many(scene).WriteManyAsync(Creates(scene, All), () => ++asked > 3 ? throw new InvalidOperationException("taken over") : Task.CompletedTask, default));
        scene.Asked.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData(0), InlineData(1)]
    public void A_system_that_declares_nothing_is_written_to_one_record_after_another(int declared)
    {
        using var scene = new RestScene(Manifest(declared), Made);
        scene.Connector.ShouldNotBeAssignableTo<IManyAtOnce>();
    }

    [Fact]
    public async Task A_small_answer_leaves_no_large_buffer_behind()
    {
        using var scene = new RestScene(Manifest(2), _ => RestScene.Json("""{"id":1}"""));
        for (var time = 0; time < 50; time++) await scene.Connector.ReadAsync("Orders", new RecordId("1"), default);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var time = 0; time < 50; time++) await scene.Connector.ReadAsync("Orders", new RecordId("1"), default);
        ((GC.GetAllocatedBytesForCurrentThread() - before) / 50).ShouldBeLessThan(24_000);
    }

    private static TimeSpan Patience => TimeSpan.FromSeconds(60);

    private static IManyAtOnce Many(RestScene scene) => scene.Connector.ShouldBeAssignableTo<IManyAtOnce>()!;

    private static List<Write> Creates(RestScene scene, int count)
    {
        var schema = RestSchema(scene);
        return [.. Enumerable.Range(1, count).Select(number => new Write("Orders", WriteKind.Create, null, Record.Of(schema, null, [KeyValuePair.Create("name", (object?)$"number {number}.")]), null, RecordVersion.None, null))];
    }

    private static Schema RestSchema(RestScene scene) => scene.Connector.DescribeAsync(default).Result.Value!.Entities.Single().Schema;

    private static string Body(HttpRequestMessage request) => request.Content!.ReadAsStringAsync().Result;

    private static HttpResponseMessage Made(HttpRequestMessage request) => RestScene.Json($$"""{"id":{{Body(request).Split("number ")[1].Split('.')[0]}}}""");

    // Nobody is answered before as many are there as are allowed: were they sent one by one, nothing would ever be.
    private async Task<HttpResponseMessage> HeldAsync(Func<HttpResponseMessage> answer)
    {
        var now = Interlocked.Increment(ref _underWay);
        lock (_full) _most = Math.Max(_most, now);
        if (now == AtOnce) _full.TrySetResult();
        await _full.Task;
        var made = answer();
        Interlocked.Decrement(ref _underWay);
        return made;
    }

    private static string Manifest(int parallel) => $$"""
        name: Shop
        rateLimit: { parallel: {{parallel}} }
        entities:
          - name: Orders
            id: id
            fields: { id: integer, name: string }
            operations:
              list: { path: /orders }
              lookup: { path: "/orders/{id}" }
              insert: { path: /orders }
        """;
}
