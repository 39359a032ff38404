using Microsoft.Extensions.Localization;

namespace SesamTalk.Web.Components.Shared;

/// <summary>The words of the statuses, in both languages: the one table that screens and reports read.</summary>
public sealed class StatusWords(IStringLocalizer<StatusWords> text)
{
    /// <summary>The word of a status in the reader's language.</summary>
    public string Of(Status status) => text[status.ToString()];
}
