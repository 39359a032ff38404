using System.Text;
using System.Text.Json;
using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Rest;

/// <summary>Makes the requests that a manifest declares, and reads what comes back.</summary>
internal sealed class RestApi(RestSettings settings, Courier courier, ISignIn signIn, TimeProvider clock)
{
    /// <summary>The manifest.</summary>
    public RestManifest Manifest => settings.Manifest;

    /// <summary>The address of an operation; null where the path has a hole. A query parameter with a hole is left out.</summary>
    public Uri? Address(RestOperation operation, Func<string, object?> value)
    {
        object? Known(string name) => value(name) ?? settings.SettingOrSecret(name);
        if (operation.Path.Fill(Known) is not { } path) return null;
        if (path.Split('/').Any(step => step is "." or "..")) return null; // an id of dots would name another address
        var query = operation.Query
            .Select(q => (Name: q.Name.Fill(Known), Value: q.Value.Fill(Known)))
            .Where(q => q.Name is not null && q.Value is not null)
            .Select(q => $"{q.Name}={q.Value}");
        var text = string.Join('&', query);
        return new Uri(settings.BaseAddress.AbsoluteUri.TrimEnd('/') + path + (text.Length == 0 ? "" : (path.Contains('?') ? "&" : "?") + text));
    }

    /// <summary>Whether an address of an answer is of the same system; keys go nowhere else.</summary>
    public bool IsOurs(Uri address) => Uri.Compare(address, settings.BaseAddress, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;

    /// <summary>Asks for something; an error inside an answer of success is an error.</summary>
    public async Task<Answer<WireReply>> AskAsync(RestOperation operation, Uri address, Func<string, object?> value, CancellationToken cancellation, bool keepsRefusals = false)
    {
        var request = Request(operation, address, value, null) with { KeepsRefusals = keepsRefusals };
        if (!(await courier.SendAsync(request, cancellation)).Is(out var reply, out var error)) return error;
        if (operation.IsSuccess(reply.Code) && RestProblem.InSuccess(reply, Manifest, signIn, null, clock.GetUtcNow()) is { } inside) return inside;
        return reply;
    }

    /// <summary>Sends a write, once; with the version that the record must still have. Of a place without a value nothing is sent.</summary>
    public async Task<Answer<WireReply>> SendAsync(RestOperation operation, Func<string, object?> value, (Record Record, Action<Utf8JsonWriter> Write)? record, RecordVersion expected, CancellationToken cancellation)
    {
        if (Address(operation, value) is not { } address) return new ConnectorError.Rejected([], $"The address {operation.Method} of {Manifest.Name} has a hole: a value that it needs is blank.");
        var request = Request(operation, address, value, record?.Write) with { IsWrite = true };
        if (operation.IfMatch?.Fill(_ => expected.Text, escape: false) is { } match) request = request with { Headers = [.. request.Headers, new("If-Match", match)] };
        if (!(await courier.SendAsync(request, cancellation)).Is(out var reply, out var error)) return error;
        if (operation.IsSuccess(reply.Code) && RestProblem.InSuccess(reply, Manifest, signIn, record?.Record, clock.GetUtcNow()) is { } inside) return inside;
        return reply;
    }

    /// <summary>The record of an answer; null where the body is empty, or the path in it leads to nothing.</summary>
    public static Answer<RestRead> Parsed(RestEntity entity, WireReply reply, string recordPath, IReadOnlyList<KeyValuePair<int, object?>>? given = null)
    {
        if (reply.Body.Length == 0) return new RestRead(null);
        try
        {
            return new RestRead(JsonRecords.At(reply.Body, entity.Plan, recordPath, given));
        }
        catch (JsonException garbled)
        {
            return Garbled(entity, reply, garbled);
        }
    }

    /// <summary>What stands in for an answer that cannot be read.</summary>
    public static ConnectorError.Garbled Garbled(RestEntity entity, WireReply reply, Exception why) => reply.ContentType.Contains("html", StringComparison.OrdinalIgnoreCase)
        ? new($"The system answered with a web page instead of {entity.Schema.Entity}. Check its address; there may be maintenance or a proxy in between.")
        : new($"The system's answer for {entity.Schema.Entity} cannot be read: {UnfitException.WhyOf(why)}.");

    /// <summary>A refusal in the system's words.</summary>
    public ConnectorError.Rejected Refused(WireReply reply, Record? sent) => RestProblem.Of(reply, Manifest, signIn, sent);

    private WireRequest Request(RestOperation operation, Uri address, Func<string, object?> value, Action<Utf8JsonWriter>? record)
    {
        object? Known(string name) => value(name) ?? settings.SettingOrSecret(name);
        var body = operation.Body?.Fill(Known, record) ?? (record is null ? null : JsonBody.Make(record));
        return new WireRequest(operation.Method, address)
        {
            Headers = [.. operation.Headers.Select(header => (header.Name, Text: header.Value.Fill(Known, escape: false))).Where(header => header.Text is not null).Select(header => KeyValuePair.Create(header.Name, header.Text!)), new("Accept", "application/json")],
            Body = body is not null && operation.IsForm ? Form(body) : body,
            ContentType = operation.IsForm ? "application/x-www-form-urlencoded" : operation.Send == RestSend.JsonPatch ? "application/json-patch+json" : "application/json",
        };
    }

    private static byte[] Form(byte[] body)
    {
        using var whole = JsonDocument.Parse(body);
        var pairs = whole.RootElement.EnumerateObject().Select(member => $"{Uri.EscapeDataString(member.Name)}={Uri.EscapeDataString(member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : member.Value.GetRawText())}");
        return Encoding.UTF8.GetBytes(string.Join('&', pairs));
    }
}

/// <summary>A record as read; null where there is none.</summary>
internal sealed record RestRead(Record? Record);
