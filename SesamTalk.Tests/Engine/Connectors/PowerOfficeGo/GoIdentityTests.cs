using System.Net;
using SesamTalk.Engine.Connectors;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Engine.Connectors.PowerOfficeGo;

public sealed class GoIdentityTests
{
    [Fact]
    public async Task The_client_that_the_keys_open_is_told_by_its_id_and_its_name()
    {
        await using var go = await GoClient.StartAsync();
        var who = (await ((ITellsIdentity)go.Connector).WhoAsync(default)).Value!;
        who.Name.ShouldBe("Fjellheim Handel AS (demo)");
        Guid.TryParse(who.Id, out _).ShouldBeTrue(who.Id);
    }

    [Fact]
    public async Task A_client_that_is_not_told_is_unknown_and_a_page_instead_of_an_answer_is_trouble()
    {
        await using var go = await GoClient.StartAsync();
        go.Meddler.Instead = request => IsAboutTheClient(request) ? new HttpResponseMessage(HttpStatusCode.NotFound) : null;
        (await ((ITellsIdentity)go.Connector).WhoAsync(default)).Value.ShouldBe(SystemIdentity.Unknown);
        go.Meddler.Instead = request => IsAboutTheClient(request) ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("<html>sign in</html>") } : null;
        (await ((ITellsIdentity)go.Connector).WhoAsync(default)).Error.ShouldBeOfType<ConnectorError.Garbled>();
    }

    private static bool IsAboutTheClient(HttpRequestMessage request) => request.RequestUri!.AbsolutePath.EndsWith("/ClientIntegrationInformation", StringComparison.Ordinal);
}
