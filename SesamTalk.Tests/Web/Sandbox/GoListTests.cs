using System.Text.Json.Nodes;
using SesamTalk.Web.Sandbox;
using Shouldly;

namespace SesamTalk.Tests.Web.Sandbox;

public sealed class GoListTests : GoTest
{
    [Fact]
    public async Task An_empty_list_is_204_without_a_body()
    {
        var empty = await GetAsync("Customers");
        empty.Status.ShouldBe(204);
        empty.Text.ShouldBe("");
    }

    [Fact]
    public async Task Pages_are_linked_until_the_last()
    {
        for (var at = 0; at < 5; at++) await CompanyAsync($"Nr {at}");
        var first = await GetAsync("Customers?PageSize=2&Fields=Id,Name&OrderBy=Name desc");
        first.Body!.ToJsonString().ShouldBe("""[{"Id":1000005,"Name":"Nr 4"},{"Id":1000004,"Name":"Nr 3"}]""");
        var link = first.Page!["nextPageLink"]!.ToString();
        link.ShouldContain("PageNumber=2");
        var second = await GetAsync(link.Split("/v2/")[1]);
        second.Body!.AsArray().Count.ShouldBe(2);
        var third = await GetAsync(second.Page!["nextPageLink"]!.ToString().Split("/v2/")[1]);
        third.Body!.AsArray().Count.ShouldBe(1);
        third.Page!["nextPageLink"].ShouldBeNull();
        (await GetAsync("Customers?pageNumber=4&pageSize=2")).Status.ShouldBe(204);
    }

    [Theory]
    [InlineData("PageSize=20001")]
    [InlineData("PageSize=0")]
    [InlineData("$top=5")]
    [InlineData("Fields=Id,ShoeSize")]
    [InlineData("OrderBy=ShoeSize")]
    public async Task A_parameter_that_makes_no_sense_is_400(string query)
    {
        var refused = await GetAsync("Customers?" + query);
        refused.Status.ShouldBe(400);
        refused.Body!["title"]!.ToString().ShouldBe("Invalid resourceParameter");
    }

    [Fact]
    public async Task Changed_since_leaves_out_the_very_moment()
    {
        await CompanyAsync("Først AS");
        Clock.Advance(TimeSpan.FromTicks(1));
        await CompanyAsync("Sist AS");
        (await NamesAsync("lastChangedDateTimeOffsetGreaterThan=2025-03-14T09:26:53.5897932Z")).ShouldBe(["Sist AS"]);
        (await NamesAsync("LASTCHANGEDDATETIMEOFFSETGREATERTHAN=2025-03-14T10:26:53.5897931%2B01:00")).ShouldBe(["Først AS", "Sist AS"]);
        (await NamesAsync("lastChangedDateTimeOffsetGreaterThan=2025-03-14T09:26:53.5897933Z")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Numbers_are_found_by_lists_and_ranges()
    {
        for (var at = 0; at < 4; at++) await CompanyAsync($"Nr {at}");
        (await NamesAsync("customerNos=10000,10002-")).ShouldBe(["Nr 0", "Nr 2", "Nr 3"]);
        (await NamesAsync("customerNos=10001-10002")).ShouldBe(["Nr 1", "Nr 2"]);
        (await NamesAsync("customerNos=")).Count.ShouldBe(4);
        (await GetAsync("Customers?contactGroupIds=1-2")).Status.ShouldBe(400);
        (await GetAsync("Customers?contactGroupIds=77")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_record_shows_its_nulls_and_seven_digits_of_its_stamp()
    {
        var shown = (await GetAsync("CUSTOMERS/" + await CompanyAsync())).Body!.AsObject();
        shown.ContainsKey("WebsiteUrl").ShouldBeTrue();
        shown["WebsiteUrl"].ShouldBeNull();
        shown["LastChangedDateTimeOffset"]!.ToString().ShouldBe("2025-03-14T09:26:53.5897932Z");
        shown["CurrencyCode"]!.ToString().ShouldBe("NOK");
        shown["MailAddress"]!["CountryCode"]!.ToString().ShouldBe("NO");
        shown["IsActive"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task A_lagging_replica_shows_what_was()
    {
        var id = await CompanyAsync("Før AS");
        await ControlAsync(SandboxHost.PowerOfficeGo, "dials", new JsonObject { ["replicaLagSeconds"] = 5 });
        (await GetAsync("Customers/" + id)).Status.ShouldBe(404);
        Clock.Advance(TimeSpan.FromSeconds(5));
        await PatchAsync("Customers/" + id, "/Name", "Etter AS");
        (await NamesAsync("")).ShouldBe(["Før AS"]);
        Clock.Advance(TimeSpan.FromSeconds(5));
        (await NamesAsync("")).ShouldBe(["Etter AS"]);
    }

    private async Task<List<string>> NamesAsync(string query) =>
        [.. ((await GetAsync("Customers?" + query)).Body?.AsArray() ?? []).Select(item => item!["Name"]!.ToString())];
}
