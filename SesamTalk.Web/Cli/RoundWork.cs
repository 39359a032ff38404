using SesamTalk.Engine.Checklists;
using SesamTalk.Engine.Checklists.Reports;
using SesamTalk.Engine.Checklists.Verify;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Web.Cli;

/// <summary>Makes, lists, signs and exports rounds inside an installation.</summary>
internal static class RoundWork
{
    public static Task<VerbAnswer> DoAsync(IServiceProvider services, RoundRequest request, CancellationToken cancellationToken) => request.Act switch
    {
        "list" => ListAsync(services, cancellationToken),
        "new" => NewAsync(services, request, cancellationToken),
        "consent" => ConsentAsync(services, request, cancellationToken),
        "sign" => SignAsync(services, request, cancellationToken),
        _ => ExportAsync(services, request, cancellationToken),
    };

    private static async Task<VerbAnswer> ListAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var states = await services.GetRequiredService<RoundVerbs>().ListAsync(cancellationToken);
        var lines = states.Select(state => $"{state.Round.Id}  {state.Round.Name}: {ReportWords.Sentence(state.Round, state.Totals, "en")} {(state.Round.Hash is { } hash ? $"Signed by {state.Round.SignedBy}: {hash}" : "")}".TrimEnd());
        return new VerbAnswer(ExitCode.Done, states.Count == 0 ? "There are no rounds." : string.Join(Environment.NewLine, lines), VerbJson.Of(new { Rounds = states.Select(state => new { state.Round, state.Totals }) }));
    }

    private static async Task<VerbAnswer> NewAsync(IServiceProvider services, RoundRequest request, CancellationToken cancellationToken)
    {
        var known = (await services.GetRequiredService<DataflowStore>().AllAsync(cancellationToken)).Select(dataflow => dataflow.Id).ToList();
        if (request.Dataflows.Except(known).FirstOrDefault() is { } strange) return VerbAnswer.BadInput($"There is no dataflow '{strange}'. Nothing was done.");
        if (request.Pairs.FirstOrDefault(pair => !request.Dataflows.Contains(pair.Split('/', 2)[0])) is { } lost) return VerbAnswer.BadInput($"'{lost}' is no pair of these dataflows; name it as DATAFLOW/PAIR. Nothing was done.");
        var wish = new NewRound(request.Name, request.Dataflows, request.Scope, request.Who)
        {
            Environment = request.Environment, Testers = request.Testers, Due = request.Due?.ToUniversalTime(), From = request.From, Pairs = [.. request.Pairs.Select(pair => pair.Split('/', 2)).Select(pair => (pair[0], pair[^1]))],
        };
        var round = await services.GetRequiredService<RoundVerbs>().MakeAsync(wish, cancellationToken);
        return round is null ? new VerbAnswer(ExitCode.Done, "There is nothing to test: no line fits.") : new VerbAnswer(ExitCode.Done, round.Id.ToString());
    }

    private static async Task<VerbAnswer> ConsentAsync(IServiceProvider services, RoundRequest request, CancellationToken cancellationToken) =>
        await services.GetRequiredService<RoundStore>().ConsentAsync(request.Round, request.Who, cancellationToken) ? new VerbAnswer(ExitCode.Done, "The machine may write test values into production systems for this round.") : NoRound();

    private static async Task<VerbAnswer> SignAsync(IServiceProvider services, RoundRequest request, CancellationToken cancellationToken) =>
        await services.GetRequiredService<RoundStore>().SignAsync(request.Round, request.Who, request.Statement, cancellationToken) is { } signed ? new VerbAnswer(ExitCode.Done, $"Signed and locked: {signed.Hash}") : NoRound();

    private static async Task<VerbAnswer> ExportAsync(IServiceProvider services, RoundRequest request, CancellationToken cancellationToken)
    {
        if (await services.GetRequiredService<RoundVerbs>().StandingAsync(request.Round, cancellationToken) is not { } state) return VerbAnswer.BadInput("There is no such round. Nothing was done.");
        return new VerbAnswer(ExitCode.Done, Json: VerbJson.Of(await RoundFiles.OfAsync(services.GetRequiredService<DataflowStore>(), state, request.Format, request.Language, cancellationToken)));
    }

    private static VerbAnswer NoRound() => VerbAnswer.BadInput("There is no such round, or it is signed. Nothing was done.");
}
