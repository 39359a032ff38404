using System.CommandLine;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Web.Cli;

/// <summary>"person": one person's data, given out or erased.</summary>
internal static class PersonVerb
{
    private const int Found = 50;
    private static readonly JsonSerializerOptions Given = new(VerbJson.Shown);

    public static Command Build(VerbDoors doors, Option<string?> data) => new("person", "One person's data: find it, give it out, erase it.") { Find(doors, data), Export(doors, data), Erase(doors, data) };

    private static Command Find(VerbDoors doors, Option<string?> data)
    {
        var words = new Argument<string>("WORDS") { Description = "A name, an id of either system, a mail address, a telephone or an organisation number." };
        var command = new Command("find", "List the links that fit.") { words };
        command.SetAction((parse, cancellation) => DecisionDoor.DoAsync(doors, parse, data, VerbWorks.Persons, new PersonRequest("find", parse.GetValue(words)!, Environment.UserName), asJson: false, needsSystems: false, cancellation));
        return command;
    }

    private static Command Export(VerbDoors doors, Option<string?> data)
    {
        var link = Link();
        var file = new Option<string?>("--out") { Description = "Where to write it; standard output where it is left out.", HelpName = "FILE" };
        var command = new Command("export", "Give out all that is kept of the records of a link, as JSON.") { link, file };
        command.SetAction(async (parse, cancellation) =>
        {
            await using var installation = await doors.EnterAsync(parse.GetValue(data), needsSystems: false, cancellation);
            var answer = await installation.DoAsync(VerbWorks.Persons, VerbJson.Of(new PersonRequest("export", parse.GetValue(link)!, Environment.UserName)), cancellation);
            if (parse.GetValue(file) is not { } path || answer.Exit != ExitCode.Done) return answer.Tell(parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error, asJson: false);
            await File.WriteAllTextAsync(path, answer.Text, cancellation);
            return (int)answer.Exit;
        });
        return command;
    }

    private static Command Erase(VerbDoors doors, Option<string?> data)
    {
        var link = Link();
        var yes = new Option<bool>("--yes") { Description = "It cannot be taken back.", Required = true };
        var command = new Command("erase", "Erase all that is kept of the records of a link, and keep runs from taking it up again. The systems themselves are not touched.") { link, yes };
        command.SetAction((parse, cancellation) => DecisionDoor.DoAsync(doors, parse, data, VerbWorks.Persons, new PersonRequest(parse.GetValue(yes) ? "erase" : "find", parse.GetValue(link)!, Environment.UserName), asJson: false, needsSystems: false, cancellation));
        return command;
    }

    /// <summary>Does it, in the installation.</summary>
    public static async Task<VerbAnswer> DoAsync(IServiceProvider services, PersonRequest request, CancellationToken cancellationToken)
    {
        if (request.What == "find") return await FindAsync(services, request.Which, cancellationToken);
        if (!Guid.TryParse(request.Which, out var link)) return VerbAnswer.BadInput($"“{request.Which}” is no id of a link; person find lists them. Nothing was done.");
        var verbs = services.GetRequiredService<PersonVerbs>();
        if (request.What == "export") return await verbs.ExportAsync(link, request.Who, cancellationToken) is { } given ? new(ExitCode.Done, given.ToJsonString(Given)) : Unknown(link);
        return await verbs.EraseAsync(link, request.Who, cancellationToken) is { } erased
            ? new(ExitCode.Done, $"Erased {erased.Links} links, {erased.History} entries of history, {erased.Writes} writes, {erased.Conflicts} conflicts and decisions, {erased.PlanItems} items of plans. No run takes the records up again. Backups made before still hold them.")
            : Unknown(link);
    }

    private static async Task<VerbAnswer> FindAsync(IServiceProvider services, string words, CancellationToken cancellationToken)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<TalkDb>>().CreateDbContextAsync(cancellationToken);
        var (links, _) = await new LinkFilter(words).FittingAsync(db, services.GetRequiredService<TimeProvider>().GetUtcNow(), cancellationToken);
        var found = await links.OrderBy(link => link.Id).Take(Found).ToListAsync(cancellationToken);
        return new(ExitCode.Done, found.Count == 0 ? "Nobody was found." : string.Join(Environment.NewLine, found.Select(link => $"{link.Id}  {link.DataflowId}  {link.PairId}  {link.LabelA} ({link.A}) ↔ {link.LabelB} ({link.B})")));
    }

    private static VerbAnswer Unknown(Guid link) => VerbAnswer.BadInput($"There is no link {link}. Nothing was done.");

    private static Argument<string> Link() => new("LINK") { Description = "The id of a link of the person; person find lists them." };
}

/// <summary>What is asked about a person.</summary>
internal sealed record PersonRequest(string What, string Which, string Who);
