using System.Text.Json;

namespace SesamTalk.Web.Api;

/// <summary>Does the work of a verb that another process of the same user was asked for, and gives its answer.</summary>
public delegate Task<JsonElement> LoopbackWork(string work, JsonElement request, CancellationToken cancellationToken);

/// <summary>What a request must carry; made at start, written only where the owner of the data folder can read it.</summary>
public sealed record LoopbackToken(string Value);
