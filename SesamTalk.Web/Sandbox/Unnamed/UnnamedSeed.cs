using System.Globalization;
using System.Text.Json.Nodes;
using SesamTalk.Web.Sandbox.Kit;
using SesamTalk.Web.Sandbox.Story;

namespace SesamTalk.Web.Sandbox.Unnamed;

/// <summary>Puts into the unnamed system what the story has there.</summary>
internal sealed class UnnamedSeed(UnnamedRecords records, DemoStory story, DateTimeOffset now)
{
    public void Run()
    {
        var companies = story.Companies.Select(company => Stands(company.Where) ? Company(company) : null).ToList();
        var persons = story.Persons.Select(person => Stands(person.Where) ? Person(person, null) : null).ToList();
        var contacts = story.Contacts.Select(contact => Stands(contact.Person.Where) && companies[contact.Company] is { } company
            ? Person(contact.Person, company) : null).ToList();
        foreach (var order in story.Orders.Where(order => Stands(order.Where)))
        {
            var customer = order.Company is { } company ? companies[company] : persons[order.Person!.Value];
            // An order that PowerOffice has too is the contact's only where it names no company there; this system's own may go to a contact.
            var toContact = order.ToContactOnly || order.Where == Presence.OnlyOther;
            Invoice(order, (order.Contact is { } at && toContact ? contacts[at] : null) ?? customer);
        }
    }

    private static bool Stands(Presence where) => where is Presence.Both or Presence.OnlyOther;

    private string Company(StoryCompany company) => Make("customers-company", new()
    {
        ["name"] = company.Name,
        ["org_no"] = company.OrganisationNumber,
        ["email"] = company.Email,
        ["phone"] = company.Phone,
    }, company.Address, null);

    private string Person(StoryPerson person, string? company) => Make("customers-person", new()
    {
        ["first_name"] = person.FirstName,
        ["last_name"] = person.LastName,
        ["email"] = person.Email,
        ["phone"] = person.Phone,
        ["customer_id"] = company,
    }, person.Address, person.OtherCity);

    private void Invoice(StoryOrder order, string? customer) => Make("invoices", new()
    {
        ["number"] = order.Number.ToString(CultureInfo.InvariantCulture),
        ["currency"] = order.Currency,
        ["customer"] = customer,
        ["issued_on"] = now.AddDays(-order.DaysAgo).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["lines"] = new JsonArray([.. order.Lines.Select(line => new JsonObject
        {
            ["description"] = StoryWords.Products[line.Product].Name,
            ["quantity"] = line.Quantity,
            ["unit_price"] = StoryWords.Products[line.Product].Price,
        })]),
    }, null, null);

    private string Make(string entity, JsonObject values, StoryAddress? address, string? otherCity)
    {
        if (address is not null)
        {
            values["address1"] = address.Line1;
            values["address2"] = address.Line2;
            values["postal_code"] = address.Zip;
            values["city"] = otherCity ?? address.City;
            values["country"] = "NO";
        }
        var sent = JsonNode.Parse(values.ToJsonString())!.AsObject();
        return records.Create(UnnamedSchema.Find(entity)!, sent, "seed")["id"]!.GetValue<string>();
    }
}
