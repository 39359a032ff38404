namespace SesamTalk.Web.Components.Shared;

/// <summary>The twelve statuses of the product. Each has a shape, a word and a colour of its own; none is colour alone.</summary>
public enum Status
{
    InSync, Waiting, Queued, Running, Conflict, Retrying, NeedsYou, Failed, Paused, OutOfScope, Blocked, Unknown,
}
