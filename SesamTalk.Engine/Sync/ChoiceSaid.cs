using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Reasons;

namespace SesamTalk.Engine.Sync;

/// <summary>What a person chose, as a reason.</summary>
internal static class ChoiceSaid
{
    public static Reason Of(DecisionChoice choice) => Reason.Of(choice switch
    {
        DecisionChoice.TakeA => ReasonCodes.ChoiceTakeA,
        DecisionChoice.TakeB => ReasonCodes.ChoiceTakeB,
        DecisionChoice.TakeBase => ReasonCodes.ChoiceTakeBase,
        DecisionChoice.OwnValues => ReasonCodes.ChoiceOwnValues,
        DecisionChoice.Delete => ReasonCodes.ChoiceDelete,
        DecisionChoice.CreateAnew => ReasonCodes.ChoiceCreateAnew,
        DecisionChoice.KeepApart => ReasonCodes.ChoiceKeepApart,
        DecisionChoice.LinkTogether => ReasonCodes.ChoiceLinkTogether,
        DecisionChoice.Unlink => ReasonCodes.ChoiceUnlink,
        DecisionChoice.NeverLink => ReasonCodes.ChoiceNeverLink,
    });
}
