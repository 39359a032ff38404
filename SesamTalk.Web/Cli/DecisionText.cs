using SesamTalk.Engine.Sync;

namespace SesamTalk.Web.Cli;

/// <summary>A decision's answer as a verb's answer: what fits no question is bad input, what came too late has failed.</summary>
internal static class DecisionText
{
    public static VerbAnswer Of(DecisionAnswer answer) => answer.Outcome switch
    {
        DecisionOutcome.Stored => new(ExitCode.Done, answer.Sentence),
        DecisionOutcome.DoesNotFit => VerbAnswer.BadInput(answer.Sentence),
        DecisionOutcome.AlreadyDecided or DecisionOutcome.NotOpen or DecisionOutcome.Moved => new(ExitCode.Failed, Error: answer.Sentence),
    };
}
