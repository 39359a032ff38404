namespace SesamTalk.Web.Components.Shared;

/// <summary>One write before it happens: where, on what, from which value to which. The record's name is as the reader may see it; the values are not yet.</summary>
public sealed record WriteLine(string SystemName, string Record, string Field, string? Before, string? After);
