using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Checklists;
using SesamTalk.Engine.Checklists.Verify;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Tests.Web.Pages.Checklists;

/// <summary>Rounds for pages to show.</summary>
internal static class RoundData
{
    /// <summary>A round over all lines of a dataflow; gives its id.</summary>
    public static async Task<Guid> RoundAsync(this IServiceProvider services, string name = "Release 7", Guid? id = null)
    {
        var lines = await services.GetRequiredService<RoundVerbs>().LinesAsync(PageData.Unnamed);
        var at = TimeProvider.System.GetUtcNow();
        var round = new Round
        {
            Id = id ?? Guid.CreateVersion7(), Name = name, Environment = SystemEnvironment.Demo, Scope = RoundScope.All, Dataflows = [PageData.Unnamed], MadeAt = at, MadeBy = "Kari", ChangedAt = at,
        };
        await services.GetRequiredService<RoundStore>().AddAsync(round, RoundLine.Of(round.Id, lines));
        return round.Id;
    }

    /// <summary>A result by a person; gives the line.</summary>
    public static async Task<string> GiveAsync(this IServiceProvider services, Guid round, int at, LineVerdict verdict, string by = "Kari", string note = "", string? mark = null)
    {
        var line = (await services.StateAsync(round)).Lines[at].Line;
        await services.GetRequiredService<RoundStore>().GiveAsync(round, [new LineResult
        {
            RoundId = round, LineId = line.Id, Verdict = verdict, By = by, At = TimeProvider.System.GetUtcNow(), Note = note, Mark = mark ?? line.Mark, Version = line.Version,
        }]);
        return line.Id;
    }

    public static async Task<RoundState> StateAsync(this IServiceProvider services, Guid round) => (await services.GetRequiredService<RoundStore>().FindAsync(round))!;
}
