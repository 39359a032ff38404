namespace SesamTalk.Web.Components.Shared;

/// <summary>A dataflow on the map.</summary>
/// <param name="Id">The dataflow.</param>
/// <param name="KeyA">What tells system A from the others.</param>
/// <param name="A">Its name.</param>
/// <param name="KeyB">What tells system B from the others.</param>
/// <param name="B">Its name.</param>
/// <param name="Status">How it is doing.</param>
/// <param name="Word">The same in words.</param>
/// <param name="Waiting">Records that wait.</param>
/// <param name="Asking">Records that need a person.</param>
/// <param name="Written">Writes of the last 24 hours; the line is as wide.</param>
/// <param name="Url">Where it leads.</param>
public sealed record FlowEdge(string Id, string KeyA, string A, string KeyB, string B, Status Status, string Word, int Waiting, int Asking, int Written, string Url);
