using System.Globalization;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Scenarios;

/// <summary>Customers as companies and as persons, and projects, in the project system's files and PowerOffice Go, both ways.</summary>
public sealed class PmsDataflowTests
{
    private const string Go = FlowWorld.Go, Pms = "custom-pms";

    [Fact]
    public async Task Every_pair_creates_and_edits_both_ways_and_then_nothing_is_written()
    {
        await using var world = await FlowWorld.StartAsync("custom-pms-poweroffice-go");
        var company = await world.MakeAsync(Pms, "Customer", new() { ["is_person"] = false, ["name"] = "Fjord Kafé AS", ["org_number"] = "974760673", ["address1"] = "Kaigata 1", ["postal_code"] = "8006", ["city"] = "Bodø", ["country"] = "NO" });
        var person = await world.MakeAsync(Pms, "Customer", new() { ["is_person"] = true, ["first_name"] = "Åse", ["last_name"] = "Nordgård", ["email"] = "ase@nordgard.example" });
        var project = await world.MakeAsync(Pms, "Project", new() { ["code"] = "201", ["name"] = "Ombygging Bodø", ["customer_id"] = long.Parse(company, CultureInfo.InvariantCulture), ["start_date"] = "2025-03-01", ["budget_hours"] = 120.5, ["active"] = true });
        var goCompany = await world.MakeAsync(Go, "Customers", new() { ["Name"] = "Bølge Rør AS", ["OrganizationNumber"] = "985234517", ["EmailAddress"] = "post@bolge.example" });
        await world.MakeAsync(Go, "Customers", new() { ["IsPerson"] = true, ["FirstName"] = "Kåre", ["LastName"] = "Tveit", ["EmailAddress"] = "kare@tveit.example" });
        await world.MakeAsync(Go, "Projects", new() { ["Code"] = "301", ["Name"] = "Kaianlegg", ["CustomerId"] = long.Parse(goCompany, CultureInfo.InvariantCulture), ["StartDate"] = "2025-02-01", ["IsActive"] = true });
        await world.SettleAsync();

        var fjord = await world.OneAsync(Go, "Customers", "OrganizationNumber", "974760673");
        (FlowWorld.At(fjord, "Name"), FlowWorld.At(fjord, "IsPerson"), FlowWorld.At(fjord, "MailAddress/City")).ShouldBe(("Fjord Kafé AS", "false", "Bodø"));
        var åse = await world.OneAsync(Go, "Customers", "EmailAddress", "ase@nordgard.example");
        (FlowWorld.At(åse, "FirstName"), FlowWorld.At(åse, "LastName"), FlowWorld.At(åse, "IsPerson")).ShouldBe(("Åse", "Nordgård", "true"));
        var rebuilding = await world.OneAsync(Go, "Projects", "Code", "201");
        (FlowWorld.At(rebuilding, "CustomerId"), FlowWorld.At(rebuilding, "BudgetedHours"), FlowWorld.At(rebuilding, "IsActive")).ShouldBe((FlowWorld.At(fjord, "Id"), "120.5", "true"));
        var bølge = await world.OneAsync(Pms, "Customer", "org_number", "985234517");
        (FlowWorld.At(bølge, "name"), FlowWorld.At(bølge, "is_person")).ShouldBe(("Bølge Rør AS", "false"));
        var kåre = await world.OneAsync(Pms, "Customer", "email", "kare@tveit.example");
        (FlowWorld.At(kåre, "last_name"), FlowWorld.At(kåre, "is_person")).ShouldBe(("Tveit", "true"));
        var kai = await world.OneAsync(Pms, "Project", "code", "301");
        (FlowWorld.At(kai, "customer_id"), FlowWorld.At(kai, "start_date")[..10]).ShouldBe((FlowWorld.At(bølge, "id"), "2025-02-01"));

        await world.ChangeAsync(Go, "Customers", FlowWorld.At(fjord, "Id"), new() { ["PhoneNumber"] = "+47 900 00 001" });
        await world.ChangeAsync(Go, "Customers", FlowWorld.At(åse, "Id"), new() { ["LastName"] = "Nordgaard" });
        await world.ChangeAsync(Go, "Projects", FlowWorld.At(rebuilding, "Id"), new() { ["BudgetedHours"] = 140 });
        await world.ChangeAsync(Pms, "Customer", FlowWorld.At(bølge, "id"), new() { ["city"] = "Hamar", ["postal_code"] = "2317" });
        await world.ChangeAsync(Pms, "Customer", FlowWorld.At(kåre, "id"), new() { ["phone"] = "+47 900 00 002" });
        await world.ChangeAsync(Pms, "Project", FlowWorld.At(kai, "id"), new() { ["active"] = false });
        await world.SettleAsync();

        FlowWorld.At(await world.OneAsync(Pms, "Customer", "id", company), "phone").ShouldBe("+47 900 00 001");
        FlowWorld.At(await world.OneAsync(Pms, "Customer", "id", person), "last_name").ShouldBe("Nordgaard");
        FlowWorld.At(await world.OneAsync(Pms, "Project", "id", project), "budget_hours").ShouldBe("140");
        FlowWorld.At(await world.OneAsync(Go, "Customers", "Id", goCompany), "MailAddress/City").ShouldBe("Hamar");
        FlowWorld.At(await world.OneAsync(Go, "Customers", "EmailAddress", "kare@tveit.example"), "PhoneNumber").ShouldBe("+47 900 00 002");
        FlowWorld.At(await world.OneAsync(Go, "Projects", "Code", "301"), "IsActive").ShouldBe("false");
        (await world.RecordsAsync(Go, "Customers")).Count.ShouldBe(4);
        (await world.RecordsAsync(Pms, "Customer")).Count.ShouldBe(4);
        await world.ShouldBeSilentAsync();
    }

    [Fact]
    public async Task A_person_who_becomes_a_company_keeps_the_partner_and_is_neither_deleted_nor_made_again()
    {
        await using var world = await FlowWorld.StartAsync("custom-pms-poweroffice-go");
        var customer = await world.MakeAsync(Pms, "Customer", new() { ["is_person"] = true, ["first_name"] = "Åse", ["last_name"] = "Nordgård", ["email"] = "ase@nordgard.example" });
        await world.SettleAsync();
        var partner = await world.OneAsync(Go, "Customers", "EmailAddress", "ase@nordgard.example");

        await world.ChangeAsync(Pms, "Customer", customer, new() { ["is_person"] = false, ["name"] = "Nordgård Regnskap AS", ["org_number"] = "974760673" });
        await world.SettleAsync();

        (await world.RecordsAsync(Go, "Customers")).Count.ShouldBe(1);
        (await world.RecordsAsync(Pms, "Customer")).Count.ShouldBe(1);
        var now = await world.OneAsync(Go, "Customers", "Id", FlowWorld.At(partner, "Id"));
        (FlowWorld.At(now, "IsPerson"), FlowWorld.At(now, "OrganizationNumber")).ShouldBe(("false", "974760673"));
        using var db = world.Db;
        // The name that PowerOffice made of the person's two meets the company's for the first time: a person decides.
        db.Conflicts.ToList().Where(conflict => conflict.SettledAt is null).ShouldHaveSingleItem().PairId.ShouldBe("customer--customers");
        await world.ShouldBeSilentAsync();
    }
}
