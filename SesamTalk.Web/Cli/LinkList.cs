using System.CommandLine;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Web.Cli;

/// <summary>"links list": the linked records, narrowed as on the page of links.</summary>
internal static class LinkList
{
    private const int Usual = 50, Most = 10_000;
    private static readonly string[] States = [.. Enum.GetNames<Population>().Select(JsonNamingPolicy.CamelCase.ConvertName)];

    public static Command Build(VerbDoors doors, Option<string?> data)
    {
        var dataflow = new Argument<string?>("DATAFLOW") { Description = "Only this dataflow's.", Arity = ArgumentArity.ZeroOrOne };
        var pair = new Option<string?>("--pair") { Description = "Only this pair's, by its id; with DATAFLOW.", HelpName = "PAIR" };
        var state = new Option<string?>("--state") { Description = $"Only those that stand so: {string.Join(", ", States)}.", HelpName = "STATE" };
        var find = new Option<string?>("--find") { Description = "Only those that these beginnings of words lead to, or an id, e-mail address, telephone or organisation number.", HelpName = "WORDS" };
        var limit = new Option<int>("--limit") { Description = $"How many at most; {Usual} where it is left out.", HelpName = "N", DefaultValueFactory = _ => Usual };
        var json = new Option<bool>("--json") { Description = "One JSON object on standard output." };
        state.Validators.Add(parse =>
        {
            if (parse.GetValueOrDefault<string?>() is { } said && !States.Contains(said, StringComparer.OrdinalIgnoreCase)) parse.AddError($"--state is one of {string.Join(", ", States)}.");
        });
        limit.Validators.Add(parse =>
        {
            if (parse.GetValueOrDefault<int>() is < 1 or > Most) parse.AddError($"--limit is a number from 1 to {Most}.");
        });
        var command = new Command("list", "List linked records with how they stand, in the order in which they were linked.") { dataflow, pair, state, find, limit, json };
        command.SetAction((parse, cancellation) => DecisionDoor.DoAsync(
            doors, parse, data, VerbWorks.LinkList, new LinkListRequest(parse.GetValue(dataflow), parse.GetValue(pair), parse.GetValue(state), parse.GetValue(find), parse.GetValue(limit)), parse.GetValue(json), needsSystems: false, cancellation));
        return command;
    }

    /// <summary>Does it, in the installation.</summary>
    public static async Task<VerbAnswer> DoAsync(IServiceProvider services, LinkListRequest request, CancellationToken cancellationToken)
    {
        if (request.Dataflow is { } id && await VerbWorks.FindAsync(services, id, cancellationToken) is { Exit: not ExitCode.Done } unknown) return unknown;
        if (request is { Pair: { } pair, Dataflow: var flow } && (flow is null || (await services.GetRequiredService<DataflowStore>().FindAsync(flow, cancellationToken))!.Pairs.All(one => one.Id != pair)))
            return VerbAnswer.BadInput(flow is null ? "--pair needs its DATAFLOW. Nothing was done." : $"{flow} has no pair '{pair}'. Nothing was done.");
        var state = request.State is { } said ? Enum.Parse<Population>(said, ignoreCase: true).ToString() : null;
        await using var db = await services.GetRequiredService<IDbContextFactory<TalkDb>>().CreateDbContextAsync(cancellationToken);
        var (links, isBroad) = await new LinkFilter(request.Find, request.Dataflow, request.Pair, state).FittingAsync(db, services.GetRequiredService<TimeProvider>().GetUtcNow(), cancellationToken);
        var found = await links.OrderBy(link => link.Id).Take(request.Limit + 1).ToListAsync(cancellationToken);
        var hasMore = found.Count > request.Limit;
        if (hasMore) found.RemoveAt(request.Limit);
        List<string> lines = [.. found.Select(link => $"{link.Id}  {link.DataflowId}  {link.PairId}  {link.LabelA} ({link.A}) ↔ {link.LabelB} ({link.B})  {link.State}{(link.Reason.IsEmpty ? "" : $": {link.Reason}")}")];
        if (found.Count == 0) lines.Add("No links fit.");
        if (hasMore) lines.Add($"… and more; --limit {Math.Min(request.Limit * 2L, Most)} lists more of them.");
        if (isBroad) lines.Add("The words lead to more links than were looked at; give more of them.");
        return new(ExitCode.Done, string.Join(Environment.NewLine, lines), VerbJson.Of(new
        {
            Links = found.Select(link => new { link.Id, Dataflow = link.DataflowId, Pair = link.PairId, A = link.A.Text, link.LabelA, B = link.B.Text, link.LabelB, link.Origin, link.State, Reason = link.Reason.ToString(), link.LinkedAt, link.ChangedAt }),
            HasMore = hasMore || isBroad,
        }));
    }
}

/// <summary>Which links are listed.</summary>
internal sealed record LinkListRequest(string? Dataflow, string? Pair, string? State, string? Find, int Limit);
