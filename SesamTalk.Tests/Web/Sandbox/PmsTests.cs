using System.Text.Json.Nodes;
using SesamTalk.Web.Sandbox;
using Shouldly;

namespace SesamTalk.Tests.Web.Sandbox;

/// <summary>The project system: a folder of files, edited by its own users and, without asking, by others.</summary>
public sealed class PmsTests : DirectTest
{
    private protected override string System => SandboxHost.CustomPms;

    private string Customers => Path.Combine(Options.CustomPmsFolder, "customers.csv");

    [Fact]
    public async Task Its_customers_and_projects_are_known_to_PowerOffice()
    {
        var known = (await GetAsync("Customers?PageSize=500")).Body!.AsArray().Select(one => one!["OrganizationNumber"]?.ToString()).OfType<string>().ToHashSet();
        var companies = (await RecordsAsync("Customer")).Where(one => !one["is_person"]!.GetValue<bool>()).ToList();
        companies.Count(one => known.Contains(one["org_number"]!.ToString())).ShouldBe(33);
        companies.Count(one => !known.Contains(one["org_number"]!.ToString())).ShouldBe(1);
        var theirs = (await GetAsync("Projects?PageSize=500")).Body!.AsArray().ToDictionary(one => one!["Code"]!.ToString(), one => one!);
        var own = (await RecordsAsync("Project")).ToDictionary(one => one["code"]!.ToString());
        var both = own.Keys.Intersect(theirs.Keys).ToList();
        both.Count.ShouldBeGreaterThan(10);
        foreach (var code in both) own[code]["start_date"]!.ToString().ShouldBe(theirs[code]["StartDate"]!.ToString()[..10]);
        own.Keys.Except(theirs.Keys).ShouldNotBeEmpty();
        theirs.Keys.Except(own.Keys).Count().ShouldBeGreaterThan(1);
        var ids = (await RecordsAsync("Customer")).Select(one => one["id"]!.ToString()).ToHashSet();
        own.Values.ShouldAllBe(project => ids.Contains(project["customer_id"]!.ToString()));
    }

    [Fact]
    public async Task Its_customers_are_a_file_as_a_spreadsheet_saves_it_in_Norway()
    {
        var bytes = await File.ReadAllBytesAsync(Customers);
        bytes[..3].ShouldBe([0xEF, 0xBB, 0xBF]);
        var lines = (await File.ReadAllTextAsync(Customers)).Split("\r\n");
        lines[0].ShouldStartWith("id;is_person;name;");
        lines[1].ShouldStartWith("1001;nei;Fjord Bakeri AS;");
        lines[2].Split(';')[13..15].ShouldBe(["7500,5", "11.02.2011"]);
    }

    [Fact]
    public async Task A_person_edits_and_the_journal_tells_whose_it_was()
    {
        var made = await EditAsync("Customer", "create", null, new() { ["name"] = "Semikolon; \"Østbø\"\nog Sønner", ["is_person"] = false, ["credit_limit"] = 12.5m, ["customer_since"] = "2020-02-29" });
        var id = made["id"]!.ToString();
        (await RecordsAsync("Customer")).Single(one => one["id"]!.ToString() == id).ToJsonString().ShouldBe(made.ToJsonString());
        await EditAsync("Customer", "update", id, new() { ["city"] = "Bodø" });
        await File.WriteAllTextAsync(Customers, (await File.ReadAllTextAsync(Customers)).Replace("12,5", "13,5"));
        await EditAsync("Customer", "delete", id, []);

        (await JournalAsync(System)).Select(entry => entry.Split(':')[0]).ShouldBe([$"create Customer {id} by user", $"update Customer {id} by user", $"update Customer {id} by api", $"delete Customer {id} by user"]);
    }

    [Theory]
    [InlineData("Customer", """{"name":"Uten slag"}""", "is_person")]
    [InlineData("Customer", """{"is_person":"ja"}""", "is_person")]
    [InlineData("Customer", """{"is_person":false,"customer_since":"29.02.2020"}""", "customer_since")]
    [InlineData("Customer", """{"is_person":false,"id":1}""", "id")]
    [InlineData("Project", """{"code":"9"}""", "name")]
    public async Task Its_own_rules_hold_for_its_users_too(string entity, string values, string named)
    {
        var (status, text) = await TryEditAsync(entity, "create", null, JsonNode.Parse(values)!.AsObject());
        ((int)status).ShouldBe(422);
        text.ShouldContain(named);
    }

    [Fact]
    public async Task A_restart_changes_nothing()
    {
        var before = await File.ReadAllBytesAsync(Customers);
        await RestartAsync();
        (await File.ReadAllBytesAsync(Customers)).ShouldBe(before);
        (await JournalAsync(System)).ShouldBeEmpty();
    }
}
