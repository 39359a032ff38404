using SesamTalk.Engine.Checklists;
using SesamTalk.Engine.Checklists.Verify;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Web.Sandbox;

/// <summary>A demo has a round of testing to go on with: every line of one dataflow, of which the machine has proved a part through the systems themselves.</summary>
internal sealed class DemoRound(RoundStore rounds, RoundVerbs verbs)
{
    private const string Dataflow = "powerofficego-unnamed", Name = "First round", Who = "SesamTalk";
    // As many as the runs for the first few bring along: their number costs next to nothing, another pair would.
    private const int Proved = 24;

    /// <summary>Makes it where there is no round yet; its systems answer already.</summary>
    /// <param name="proves">Whether the machine is to begin it; that takes some seconds of the first start.</param>
    /// <param name="cancellationToken">The start is broken off.</param>
    public async Task MakeAsync(bool proves, CancellationToken cancellationToken)
    {
        if ((await rounds.AllAsync(cancellationToken)).Count > 0 || await verbs.MakeAsync(new NewRound(Name, [Dataflow], RoundScope.All, Who), cancellationToken) is not { } round) return;
        if (proves) await ProveAsync(round.Id, cancellationToken);
    }

    /// <summary>Has the machine prove edits of the first lines, each seen arriving in the other system and put back. Nothing of it is made up: what it could not prove stays open.</summary>
    private async Task ProveAsync(Guid round, CancellationToken cancellationToken)
    {
        if (await verbs.StandingAsync(round, cancellationToken) is not { } state) return;
        var lines = state.Lines.Select(line => line.Line).Where(line => line.Case == LineCase.Update).Take(Proved).Select(line => line.Id).ToList();
        if (lines.Count > 0) await verbs.VerifyAsync(round, new RoundPart { Lines = lines, OnlyOpen = true }, Who, null, cancellationToken);
    }
}
