using SesamTalk.Engine.Checklists;
using SesamTalk.Engine.Checklists.Verify;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Web.Sandbox;

/// <summary>A demo has a round of testing to go on with: every line of one dataflow, and nothing tested yet.</summary>
internal sealed class DemoRound(RoundStore rounds, RoundVerbs verbs)
{
    private const string Dataflow = "powerofficego-unnamed", Name = "First round", Who = "SesamTalk";

    /// <summary>Makes it where there is no round yet; its systems answer already.</summary>
    public async Task MakeAsync(CancellationToken cancellationToken)
    {
        if ((await rounds.AllAsync(cancellationToken)).Count == 0) await verbs.MakeAsync(new NewRound(Name, [Dataflow], RoundScope.All, Who), cancellationToken);
    }
}
