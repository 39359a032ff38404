using System.Net;
using SesamTalk.Engine.Connectors.Wire;
using Shouldly;

namespace SesamTalk.Tests.Engine.Connectors.Wire;

public sealed class HttpDoorTests
{
    private readonly StepClock _clock = new();

    [Fact]
    public async Task An_answer_that_drips_for_ever_is_given_up_when_the_time_is_over()
    {
        using var system = new ScriptedClients(_ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new DrippingStream()) });
        using var message = new HttpRequestMessage(HttpMethod.Get, "https://go.example/v2/Customers");
        var waiting = new HttpDoor(system, _clock, TimeSpan.FromSeconds(60), 1_000_000).SendAsync(message, default);
        waiting.IsCompleted.ShouldBeFalse();

        _clock.Advance(TimeSpan.FromSeconds(61));

        var result = await waiting;
        (result.Reply, result.Trouble).ShouldBe((null, WireTrouble.NoAnswer));
        result.Because!.ToString().ShouldContain("60 seconds");
    }

    [Fact]
    public async Task An_answer_that_says_it_is_too_large_is_not_read()
    {
        using var system = new ScriptedClients(_ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(new byte[2000]) });
        using var message = new HttpRequestMessage(HttpMethod.Get, "https://go.example/v2/Customers");

        (await new HttpDoor(system, _clock, TimeSpan.FromSeconds(60), 1000).SendAsync(message, default)).Trouble.ShouldBe(WireTrouble.TooLarge);
    }

    [Theory]
    [InlineData(HttpRequestError.ConnectionError, true), InlineData(HttpRequestError.NameResolutionError, true), InlineData(HttpRequestError.SecureConnectionError, true)]
    [InlineData(HttpRequestError.ResponseEnded, false), InlineData(HttpRequestError.Unknown, false)]
    public async Task What_never_left_is_told_from_what_may_have_arrived(HttpRequestError error, bool neverLeft)
    {
        using var system = new ScriptedClients(HttpResponseMessage (HttpRequestMessage _) => throw new HttpRequestException(error));
        using var message = new HttpRequestMessage(HttpMethod.Post, "https://go.example/v2/Customers");

        var trouble = (await new HttpDoor(system, _clock, TimeSpan.FromSeconds(60), 1000).SendAsync(message, default)).Trouble;

        (trouble is WireTrouble.NeverLeft or WireTrouble.NotSecure).ShouldBe(neverLeft);
        (trouble == WireTrouble.NotSecure).ShouldBe(error == HttpRequestError.SecureConnectionError);
    }

    /// <summary>Never gives a byte until it is cancelled.</summary>
    private sealed class DrippingStream : MemoryStream
    {
        public override bool CanSeek => false;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var never = new TaskCompletionSource<int>();
            await using var cancelled = cancellationToken.Register(() => never.TrySetCanceled(cancellationToken));
            return await never.Task;
        }
    }
}
