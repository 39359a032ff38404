namespace SesamTalk.Web.Components.Shared;

/// <summary>One write before it happens: where, on what, from which value to which.</summary>
public sealed record WriteLine(string SystemName, string Record, string Field, string? Before, string? After);
