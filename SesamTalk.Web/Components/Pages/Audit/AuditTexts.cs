namespace SesamTalk.Web.Components.Pages.Audit;

/// <summary>Names the texts of the audit.</summary>
public sealed class AuditTexts;
