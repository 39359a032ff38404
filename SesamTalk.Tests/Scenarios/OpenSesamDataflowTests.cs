using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Scenarios;

/// <summary>Suppliers, product groups and addresses with OpenSesam, both ways, through the real connectors.</summary>
public sealed class OpenSesamDataflowTests
{
    private const string Go = FlowWorld.Go, OpenSesam = "opensesam";

    [Fact]
    public async Task Every_pair_creates_and_edits_both_ways_and_then_nothing_is_written()
    {
        await using var world = await FlowWorld.StartAsync("poweroffice-opensesam");
        var supplier = await world.MakeAsync(Go, "Suppliers", new() { ["Name"] = "Skåla Emballasje AS", ["OrganizationNumber"] = "974760673", ["EmailAddress"] = "post@skala.example", ["MailAddress"] = Address("Kaigata 1", "4006", "Stavanger") });
        await world.MakeAsync(Go, "ContactDeliveryAddresses", Address("Lagerveien 2", "4006", "Stavanger"), supplier);
        await world.MakeAsync(Go, "ProductGroups", new() { ["Code"] = "V", ["Name"] = "Varer", ["StandardSalesAccount"] = 3000 });
        var organisation = await world.MakeAsync(OpenSesam, "organisations", new() { ["name"] = "Bråtens Trelast AS", ["organisation_number"] = "985234517", ["phone"] = "+47 400 10 200" });
        await world.MakeAsync(OpenSesam, "locations", new() { ["organisation"] = organisation, ["address_line1"] = "Sagveien 9", ["postal_code"] = "2317", ["city"] = "Hamar", ["country"] = "NO" });
        await world.MakeAsync(OpenSesam, "classifications", new() { ["code"] = "L", ["name"] = "Leie" });
        await world.SettleAsync();

        var skåla = await world.OneAsync(OpenSesam, "organisations", "organisation_number", "974760673");
        (FlowWorld.At(skåla, "name"), FlowWorld.At(skåla, "address_line1"), FlowWorld.At(skåla, "city")).ShouldBe(("Skåla Emballasje AS", "Kaigata 1", "Stavanger"));
        (await world.RecordsAsync(OpenSesam, "locations")).Select(location => FlowWorld.At(location, "address_line1")).ShouldBe(["Sagveien 9", "Kaigata 1", "Lagerveien 2"], ignoreOrder: true);
        FlowWorld.At(await world.OneAsync(OpenSesam, "classifications", "code", "V"), "name").ShouldBe("Varer");
        var bråten = await world.OneAsync(Go, "Suppliers", "OrganizationNumber", "985234517");
        (FlowWorld.At(bråten, "Name"), FlowWorld.At(bråten, "PhoneNumber")).ShouldBe(("Bråtens Trelast AS", "+47 400 10 200"));
        var yard = await world.OneAsync(Go, "ContactDeliveryAddresses", "AddressLine1", "Sagveien 9");
        (FlowWorld.At(yard, "ContactId"), FlowWorld.At(yard, "City")).ShouldBe((FlowWorld.At(bråten, "Id"), "Hamar"));
        var leie = await world.OneAsync(Go, "ProductGroups", "Code", "L");

        await world.ChangeAsync(Go, "Suppliers", FlowWorld.At(bråten, "Id"), new() { ["PhoneNumber"] = "+47 900 00 001" });
        await world.ChangeAsync(Go, "ProductGroups", FlowWorld.At(leie, "Id"), new() { ["Name"] = "Utleie" });
        await world.ChangeAsync(Go, "ContactDeliveryAddresses", FlowWorld.At(yard, "Id"), new() { ["City"] = "Gjøvik" });
        await world.ChangeAsync(OpenSesam, "organisations", FlowWorld.At(skåla, "id"), new() { ["website"] = "https://skala.example" });
        await world.ChangeAsync(OpenSesam, "classifications", FlowWorld.At(await world.OneAsync(OpenSesam, "classifications", "code", "V"), "id"), new() { ["name"] = "Handelsvarer" });
        await world.ChangeAsync(OpenSesam, "locations", FlowWorld.At(await world.OneAsync(OpenSesam, "locations", "address_line1", "Lagerveien 2"), "id"), new() { ["city"] = "Sandnes" });
        await world.SettleAsync();

        FlowWorld.At(await world.OneAsync(OpenSesam, "organisations", "organisation_number", "985234517"), "phone").ShouldBe("+47 900 00 001");
        FlowWorld.At(await world.OneAsync(OpenSesam, "classifications", "code", "L"), "name").ShouldBe("Utleie");
        FlowWorld.At(await world.OneAsync(OpenSesam, "locations", "address_line1", "Sagveien 9"), "city").ShouldBe("Gjøvik");
        FlowWorld.At(await world.OneAsync(Go, "Suppliers", "Id", supplier), "WebsiteUrl").ShouldBe("https://skala.example");
        FlowWorld.At(await world.OneAsync(Go, "ProductGroups", "Code", "V"), "Name").ShouldBe("Handelsvarer");
        FlowWorld.At(await world.OneAsync(Go, "ContactDeliveryAddresses", "AddressLine1", "Lagerveien 2"), "City").ShouldBe("Sandnes");
        await world.ShouldBeSilentAsync();
    }

    [Fact]
    public async Task A_person_who_supplies_is_no_organisation_and_a_place_of_nobodys_waits_while_a_customers_address_becomes_a_place()
    {
        await using var world = await FlowWorld.StartAsync("poweroffice-opensesam");
        await world.MakeAsync(Go, "Suppliers", new() { ["IsPerson"] = true, ["FirstName"] = "Kåre", ["LastName"] = "Tveit" });
        await world.MakeAsync(Go, "Customers", new() { ["Name"] = "Fjord Kafé AS", ["EmailAddress"] = "post@fjord.example", ["MailAddress"] = Address("Torget 3", "5014", "Bergen") });
        await world.MakeAsync(OpenSesam, "locations", new() { ["address_line1"] = "Ingens vei 1", ["postal_code"] = "0182", ["city"] = "Oslo" });
        await world.SettleAsync();

        (await world.RecordsAsync(OpenSesam, "organisations")).ShouldBeEmpty();
        var place = await world.OneAsync(OpenSesam, "locations", "address_line1", "Torget 3");
        (FlowWorld.At(place, "city"), FlowWorld.At(place, "organisation")).ShouldBe(("Bergen", ""));
        (await world.RecordsAsync(Go, "ContactDeliveryAddresses")).ShouldBeEmpty();
        await world.ChangeAsync(OpenSesam, "locations", FlowWorld.At(place, "id"), new() { ["address_line1"] = "Torget 3 B" });
        await world.SettleAsync();
        FlowWorld.At(await world.OneAsync(Go, "Customers", "Name", "Fjord Kafé AS"), "MailAddress/AddressLine1").ShouldBe("Torget 3 B");
        await world.ShouldBeSilentAsync();
    }

    private static JsonObject Address(string line, string zip, string city) => new() { ["AddressLine1"] = line, ["ZipCode"] = zip, ["City"] = city };
}
