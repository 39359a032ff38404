using System.CommandLine;

namespace SesamTalk.Web.Cli;

/// <summary>Takes a verb about conflicts, deletes or links to the installation, and tells the answer.</summary>
internal static class DecisionDoor
{
    public static async Task<int> DoAsync<T>(VerbDoors doors, ParseResult parse, Option<string?> data, string work, T request, bool asJson, bool needsSystems, CancellationToken cancellation)
    {
        await using var installation = await doors.EnterAsync(parse.GetValue(data), needsSystems, cancellation);
        var answer = await installation.DoAsync(work, VerbJson.Of(request), cancellation);
        return answer.Tell(parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error, asJson);
    }
}
