namespace SesamTalk.Web.Components.Pages.Dataflows;

/// <summary>Names the texts of the dataflow pages.</summary>
public sealed class DataflowTexts;
