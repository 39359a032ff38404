using System.Text.Json;
using SesamTalk.Engine.Connectors.PowerOfficeGo.Entities;
using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Reasons;

namespace SesamTalk.Engine.Connectors.PowerOfficeGo;

/// <summary>The connection test: address, sign-in, rights, one read.</summary>
internal sealed class GoCheck(PowerOfficeGoSettings settings, GoApi api, GoToken token, Courier tokenCourier, TimeProvider clock)
{
    /// <summary>Tries each step until one fails; nothing is written.</summary>
    public async Task<CheckReport> RunAsync(CancellationToken cancellation)
    {
        var start = clock.GetTimestamp();
        var signIn = await token.GetAsync(settings, tokenCourier, cancellation);
        if (signIn.Error is { } error and (ConnectorError.Unreachable or ConnectorError.Garbled)) return new([Step("address", false, error.Because, start)]);
        var steps = new List<CheckStep> { Step("address", true, (Wording)$"{settings.TokenAddress.Authority} answers.", start) };
        if (signIn.Error is { } refused) return new([.. steps, Step("sign-in", false, refused.Because, start)]);
        steps.Add(Step("sign-in", true, (Wording)"The keys are accepted.", start));
        start = clock.GetTimestamp();
        var rights = await RightsAsync(cancellation);
        steps.Add(Step("rights", rights.Error is null, rights.Error?.Because ?? rights.Value!, start));
        if (rights.Error is not null) return new([.. steps]);
        start = clock.GetTimestamp();
        var read = await api.GetAsync(Customers.Entity.Path, [new("PageNumber", "1"), new("PageSize", "1")], cancellation);
        var trouble = read.Value is { IsSuccess: true } ? null : read.Error?.Because ?? GoProblem.Of(read.Value!).Sentence;
        return new([.. steps, Step("read", trouble is null, trouble ?? (Wording)"A customer list was read.", start)]);
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

    private async Task<Answer<Reason>> RightsAsync(CancellationToken cancellation)
    {
        if (!(await api.GetAsync("/ClientIntegrationInformation", [], cancellation)).Is(out var reply, out var error)) return error;
        if (!reply.IsSuccess) return (Reason)(Wording)"Go does not tell the rights of this integration; they show when reading.";
        try
        {
            using var body = JsonDocument.Parse(reply.Body);
            var missing = body.RootElement.TryGetProperty("InvalidPrivileges", out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().Select(p => p.ToString()).ToList() : [];
            object client = body.RootElement.TryGetProperty("ClientName", out var name) ? name.ToString() : (Reason)(Wording)"the client";
            return missing.Count == 0 ? (Reason)(Wording)$"Connected to {client}." : (Reason)(Wording)$"Connected to {client}. Not active: {string.Join(", ", missing)}.";
        }
        catch (Exception garbled) when (garbled is JsonException or InvalidOperationException)
        {
            return new ConnectorError.Garbled("PowerOffice Go answered with something that cannot be read. Check the address of this system.");
        }
    }

    private CheckStep Step(string name, bool isFine, Reason message, long start) => new(name, isFine, message, clock.GetElapsedTime(start));
}
