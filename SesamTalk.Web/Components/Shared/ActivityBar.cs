namespace SesamTalk.Web.Components.Shared;

/// <summary>One bar of an <c>ActivityChart</c>: when, a value for each series, and where it leads.</summary>
public sealed record ActivityBar(string Label, string Url, IReadOnlyList<int> Values);
