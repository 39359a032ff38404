using System.Text.Json;
using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Rest;

/// <summary>Makes the requests that a manifest declares, and reads what comes back.</summary>
internal sealed class RestApi(RestSettings settings, Courier courier)
{
    /// <summary>The manifest.</summary>
    public RestManifest Manifest => settings.Manifest;

    /// <summary>The address of an operation; null where the path has a hole. A query parameter with a hole is left out.</summary>
    public Uri? Address(RestOperation operation, Func<string, string?> value)
    {
        if (operation.Path.Fill(value) is not { } path) return null;
        if (path.Split('/').Any(step => step is "." or "..")) return null; // an id of dots would name another address
        var query = operation.Query
            .Select(q => (Name: q.Name.Fill(value), Value: q.Value.Fill(value)))
            .Where(q => q.Name is not null && q.Value is not null)
            .Select(q => $"{q.Name}={q.Value}");
        var text = string.Join('&', query);
        return new Uri(settings.BaseAddress.AbsoluteUri.TrimEnd('/') + path + (text.Length == 0 ? "" : "?" + text));
    }

    /// <summary>Whether an address of an answer is of the same system; keys go nowhere else.</summary>
    public bool IsOurs(Uri address) => Uri.Compare(address, settings.BaseAddress, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;

    /// <summary>An address of an answer, made whole.</summary>
    public Uri? Whole(string address) => Uri.TryCreate(settings.BaseAddress, address, out var whole) ? whole : null;

    /// <summary>Sends a request without a body.</summary>
    public Task<Answer<WireReply>> GetAsync(RestOperation operation, Uri address, CancellationToken cancellation) =>
        courier.SendAsync(new WireRequest(operation.Method, address), cancellation);

    /// <summary>Sends a write, once; with the version that the record must still have.</summary>
    public Task<Answer<WireReply>> SendAsync(RestOperation operation, Uri address, byte[]? body, RecordVersion expected, CancellationToken cancellation)
    {
        var match = operation.IfMatch?.Fill(_ => expected.Text, escape: false);
        return courier.SendAsync(new WireRequest(operation.Method, address) { Body = body, IsWrite = true, Headers = match is null ? [] : [new("If-Match", match)] }, cancellation);
    }

    /// <summary>The record of an answer; null where the body is empty.</summary>
    public static Answer<RestRead> Parsed(RestEntity entity, WireReply reply)
    {
        if (reply.Body.Length == 0) return new RestRead(null);
        try
        {
            return new RestRead(JsonRecords.Read(reply.Body, entity.Plan));
        }
        catch (JsonException garbled)
        {
            return Garbled(entity, reply, garbled);
        }
    }

    /// <summary>What stands in for an answer that cannot be read.</summary>
    public static ConnectorError.Garbled Garbled(RestEntity entity, WireReply reply, Exception why) => new(
        reply.ContentType.Contains("html", StringComparison.OrdinalIgnoreCase)
            ? $"The system answered with a web page instead of {entity.Schema.Entity}. Check its address; there may be maintenance or a proxy in between."
            : $"The system's answer for {entity.Schema.Entity} cannot be read: {Said.Short(why.Message)}");

    /// <summary>A refusal in the system's words.</summary>
    public ConnectorError.Rejected Refused(WireReply reply, Record? sent) => RestProblem.Of(reply, settings.Manifest, settings.SignIn, sent);
}

/// <summary>A record as read; null where there is none.</summary>
internal sealed record RestRead(Record? Record);
