using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SesamTalk.Web.Api.V1;
using Shouldly;

namespace SesamTalk.Tests.Web.Api.V1;

/// <summary>A program that asks without end.</summary>
public sealed class CallRateTests
{
    [Fact]
    public async Task A_program_that_calls_too_often_is_told_when_to_come_again_and_others_are_not_held_back()
    {
        await using var services = Services(3);
        for (var call = 0; call < 3; call++) (await CallAsync(services, "mine")).Result.ShouldBe("done");
        var (refused, answer) = await CallAsync(services, "mine");
        refused.ShouldBeOfType<ProblemHttpResult>().ShouldSatisfyAllConditions(problem => problem.StatusCode.ShouldBe(429), problem => problem.ProblemDetails.Extensions["code"].ShouldBe("calls.too-many"), problem => problem.ProblemDetails.Detail!.ShouldContain("Nothing was done"));
        int.Parse(answer.Headers.RetryAfter.ToString(), System.Globalization.CultureInfo.InvariantCulture).ShouldBeInRange(1, 60);
        (await CallAsync(services, "yours")).Result.ShouldBe("done");
    }

    [Fact]
    public async Task Where_no_limit_is_wanted_there_is_none()
    {
        await using var services = Services(0);
        for (var call = 0; call < 100; call++) (await CallAsync(services, "mine")).Result.ShouldBe("done");
    }

    private static ServiceProvider Services(int calls) => new ServiceCollection().AddSingleton(Options.Create(new ApiOptions { CallsPerMinute = calls })).AddSingleton<CallRate>().BuildServiceProvider();

    private static async Task<(object? Result, HttpResponse Answer)> CallAsync(ServiceProvider services, string token)
    {
        var http = new DefaultHttpContext { RequestServices = services };
        http.Request.Headers.Authorization = "Bearer " + token;
        return (await CallRate.FilterAsync(EndpointFilterInvocationContext.Create(http), _ => ValueTask.FromResult<object?>("done")), http.Response);
    }
}
