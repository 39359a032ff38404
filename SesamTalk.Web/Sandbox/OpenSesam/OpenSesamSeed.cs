using System.Text.Json.Nodes;
using SesamTalk.Web.Sandbox.Plain;
using SesamTalk.Web.Sandbox.Story;

namespace SesamTalk.Web.Sandbox.OpenSesam;

/// <summary>Puts into OpenSesam what the story has there: suppliers as organisations, product groups as classifications, and addresses.</summary>
internal sealed class OpenSesamSeed(PlainRecords records, DemoStory story)
{
    public void Run()
    {
        foreach (var group in story.Groups.Where(group => group.IsIn(Place.OpenSesam))) Make("classifications", new() { ["code"] = group.Code, ["name"] = group.Name });
        var suppliers = new Dictionary<int, string>();
        foreach (var (at, supplier) in story.Suppliers.Index())
            for (var times = supplier.TimesIn(Place.OpenSesam); times > 0; times--) suppliers[at] = Organisation(supplier);
        // Addresses that PowerOffice Go has too are known by street and postal code; one in ten is still missing here.
        foreach (var (at, address) in Addresses().Index().Where(known => known.Index % 10 != 7)) Location(address, at % 40 == 21 ? address.City + " sentrum" : address.City, null);
        foreach (var delivery in story.Deliveries.Where(delivery => delivery.IsIn(Place.OpenSesam)))
            Location(delivery.Address, delivery.Address.City, delivery.OfSupplier ? suppliers.GetValueOrDefault(delivery.Company) : null);
    }

    private IEnumerable<StoryAddress> Addresses() => story.Companies.Where(company => company.IsIn(Place.PowerOffice)).Select(company => company.Address)
        .Concat(story.Persons.Where(person => person.IsIn(Place.PowerOffice)).Select(person => person.Address))
        .Concat(story.Suppliers.Where(supplier => supplier.Where.HasFlag(Place.Registers)).Select(supplier => supplier.Address));

    private string Organisation(StoryCompany supplier) => Make("organisations", new()
    {
        ["organisation_number"] = supplier.OrganisationNumber,
        ["name"] = supplier.Name,
        ["email"] = supplier.Email,
        ["phone"] = supplier.PhoneIn(Place.OpenSesam),
        ["website"] = supplier.Website,
        ["address_line1"] = supplier.Address.Line1,
        ["address_line2"] = supplier.Address.Line2,
        ["postal_code"] = supplier.Address.Zip,
        ["city"] = supplier.Address.City,
        ["country"] = "NO",
    });

    private void Location(StoryAddress address, string city, string? organisation) => Make("locations", new()
    {
        ["organisation"] = organisation,
        ["address_line1"] = address.Line1,
        ["address_line2"] = address.Line2,
        ["postal_code"] = address.Zip,
        ["city"] = city,
        ["country"] = "NO",
    });

    private string Make(string entity, JsonObject values) => records.Create(OpenSesamSchema.System.Find(entity)!, JsonNode.Parse(values.ToJsonString())!.AsObject(), "seed")["id"]!.GetValue<string>();
}
