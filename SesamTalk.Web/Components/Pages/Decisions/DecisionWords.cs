using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Sync;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Decisions;

/// <summary>Choices and answers in words for a person.</summary>
public sealed partial class DecisionWords(IStringLocalizer<DecisionTexts> t, ReaderClock clock, Sight sees, ILogger<DecisionWords> log)
{
    /// <summary>What was chosen, by the systems' names.</summary>
    public string Choice(DecisionChoice choice, string a, string b) => choice switch
    {
        DecisionChoice.TakeA => t["ChoiceTake", a],
        DecisionChoice.TakeB => t["ChoiceTake", b],
        DecisionChoice.TakeBase => t["ChoiceBase"],
        DecisionChoice.OwnValues => t["ChoiceOwn"],
        DecisionChoice.Delete => t["ChoiceDelete"],
        DecisionChoice.CreateAnew => t["ChoiceCreate"],
        DecisionChoice.KeepApart => t["ChoiceApart"],
        DecisionChoice.LinkTogether => t["ChoiceLink"],
        DecisionChoice.Unlink => t["ChoiceUnlink"],
        DecisionChoice.NeverLink => t["ChoiceNever"],
    };

    /// <summary>Why a wish was turned down; where somebody was first, who and when.</summary>
    public string Refused(DecisionAnswer answer) => answer.Outcome switch
    {
        DecisionOutcome.Stored => "",
        DecisionOutcome.AlreadyDecided => answer.Decision is { } first ? t["AlreadyBy", first.By, When(first.At)] : t["Already"],
        DecisionOutcome.NotOpen => Said(answer, "NotOpen"),
        DecisionOutcome.Moved => Said(answer, "Moved"),
        DecisionOutcome.DoesNotFit => Said(answer, "DoesNotFit"),
    };

    private string Said(DecisionAnswer answer, string key) => answer.Because.IsEmpty ? t[key] : sees.Said(answer.Because);

    /// <summary>A moment on the reader's clock.</summary>
    public string When(DateTimeOffset at) => clock.Text(at, "g");

    /// <summary>A reference to quote for a mistake of ours, which the log has too.</summary>
    public string Failed(Exception failure)
    {
        var reference = References.New();
        LogFailed(reference, failure);
        return reference;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A decision could not be looked at or carried out, reference {Reference}")]
    private partial void LogFailed(string reference, Exception failure);
}
