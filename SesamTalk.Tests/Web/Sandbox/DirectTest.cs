using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using SesamTalk.Web.Sandbox;
using Shouldly;

namespace SesamTalk.Tests.Web.Sandbox;

/// <summary>A system that is reached in its own place, seeded, beside PowerOffice Go.</summary>
public abstract class DirectTest : GoTest
{
    internal override SandboxOptions Options => base.Options with { Only = [SandboxHost.PowerOfficeGo, System], Seed = true, Size = new(40, 40, 10, 40, Products: 20, Projects: 30, Suppliers: 2, Employees: 3) };

    private protected abstract string System { get; }

    private protected async Task<List<JsonNode>> RecordsAsync(string entity) => [.. (await ControlAsync(System, $"records/{entity}"))!.AsArray().Select(one => one!)];

    private protected async Task<JsonNode> EditAsync(string entity, string op, string? id, JsonObject values)
    {
        var (status, text) = await TryEditAsync(entity, op, id, values);
        status.ShouldBe(HttpStatusCode.OK, text);
        return JsonNode.Parse(text)!;
    }

    private protected async Task<(HttpStatusCode Status, string Text)> TryEditAsync(string entity, string op, string? id, JsonObject values)
    {
        var edit = new JsonObject { ["entity"] = entity, ["op"] = op, ["id"] = id, ["values"] = values };
        using var body = new StringContent(edit.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await Http.PostAsync(new Uri(Host.Address(System), "_sandbox/edit"), body);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
