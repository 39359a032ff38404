using System.Text.Json;
using SesamTalk.Engine.Connectors.PowerOfficeGo.Entities;
using SesamTalk.Engine.Connectors.Wire;

namespace SesamTalk.Engine.Connectors.PowerOfficeGo;

/// <summary>The connection test: address, sign-in, rights, one read.</summary>
internal sealed class GoCheck(PowerOfficeGoSettings settings, GoApi api, GoToken token, Courier tokenCourier, TimeProvider clock)
{
    /// <summary>Tries each step until one fails; nothing is written.</summary>
    public async Task<CheckReport> RunAsync(CancellationToken cancellation)
    {
        var start = clock.GetTimestamp();
        var signIn = await token.GetAsync(settings, tokenCourier, cancellation);
        if (signIn.Error is { } error and (ConnectorError.Unreachable or ConnectorError.Garbled)) return new([Step("address", false, error.Message, start)]);
        var steps = new List<CheckStep> { Step("address", true, $"{settings.TokenAddress.Authority} answers.", start) };
        steps.Add(Step("sign-in", signIn.Error is null, signIn.Error?.Message ?? "The keys are accepted.", start));
        if (signIn.Error is not null) return new([.. steps]);
        start = clock.GetTimestamp();
        var rights = await RightsAsync(cancellation);
        steps.Add(Step("rights", rights.Error is null, rights.Error?.Message ?? rights.Value!, start));
        if (rights.Error is not null) return new([.. steps]);
        start = clock.GetTimestamp();
        var read = await api.GetAsync(Customers.Entity.Path, [new("PageNumber", "1"), new("PageSize", "1")], cancellation);
        var isFine = read.Value is { IsSuccess: true };
        steps.Add(Step("read", isFine, isFine ? "A customer list was read." : read.Error?.Message ?? GoProblem.Of(read.Value!).Sentence, start));
        return new([.. steps]);
    }

    /// <summary>The client that the keys open; unknown where Go does not tell.</summary>
    public async Task<Answer<SystemIdentity>> WhoAsync(CancellationToken cancellation)
    {
        if (!(await api.GetAsync("/ClientIntegrationInformation", [], cancellation)).Is(out var reply, out var error)) return error;
        if (!reply.IsSuccess) return SystemIdentity.Unknown;
        try
        {
            using var body = JsonDocument.Parse(reply.Body);
            var id = body.RootElement.TryGetProperty("ClientId", out var client) ? client.ToString() : "";
            return new SystemIdentity(id, body.RootElement.TryGetProperty("ClientName", out var name) && name.ToString() is { Length: > 0 } said ? said : id);
        }
        catch (Exception garbled) when (garbled is JsonException or InvalidOperationException)
        {
            return new ConnectorError.Garbled("PowerOffice Go answered with something that cannot be read. Check the address of this system.");
        }
    }

    private async Task<Answer<string>> RightsAsync(CancellationToken cancellation)
    {
        if (!(await api.GetAsync("/ClientIntegrationInformation", [], cancellation)).Is(out var reply, out var error)) return error;
        if (!reply.IsSuccess) return "Go does not tell the rights of this integration; they show when reading.";
        try
        {
            using var body = JsonDocument.Parse(reply.Body);
            var missing = body.RootElement.TryGetProperty("InvalidPrivileges", out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().Select(p => p.ToString()).ToList() : [];
            var client = body.RootElement.TryGetProperty("ClientName", out var name) ? name.ToString() : "the client";
            return missing.Count == 0 ? $"Connected to {client}." : $"Connected to {client}. Not active: {string.Join(", ", missing)}.";
        }
        catch (Exception garbled) when (garbled is JsonException or InvalidOperationException)
        {
            return new ConnectorError.Garbled("PowerOffice Go answered with something that cannot be read. Check the address of this system.");
        }
    }

    private CheckStep Step(string name, bool isFine, string message, long start) => new(name, isFine, message, clock.GetElapsedTime(start));
}
