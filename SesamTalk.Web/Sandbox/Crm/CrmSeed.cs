using System.Globalization;
using System.Text.Json.Nodes;
using SesamTalk.Web.Sandbox.Story;

namespace SesamTalk.Web.Sandbox.Crm;

/// <summary>Puts into the CRM what the story has there: most of what PowerOffice Go has too, and a few customers of its own.</summary>
internal sealed class CrmSeed(CrmDatabase database, DemoStory story, DateTimeOffset now)
{
    public void Run()
    {
        var companies = Each("Customer", story.Companies, company => company.Where == Presence.Both, Company);
        var persons = Each("Customer", story.Persons, person => person.Where == Presence.Both, Person);
        Each("Customer", story.OnlyInCrm, _ => true, Company);
        var contacts = Each("Contact", story.Contacts, contact => contact.Person.Where == Presence.Both && companies[contact.Company] is not null, contact => new()
        {
            ["customer_id"] = companies[contact.Company],
            ["first_name"] = contact.Person.FirstName,
            ["last_name"] = contact.Person.LastName,
            ["email"] = contact.Person.Email,
            ["phone"] = contact.Person.Phone,
            ["title"] = contact.Title,
        });
        Each("Product", StoryWords.Products, _ => true, product => new() { ["sku"] = product.Code, ["name"] = product.Name, ["unit_price"] = product.Price });
        Each("Product", ["Kundekort", "Gavekort"], _ => true, name => new() { ["sku"] = "K-" + name[..2].ToUpperInvariant(), ["name"] = name, ["unit_price"] = 250m });
        Each("Order", story.Orders, order => order.Where == Presence.Both, order => new()
        {
            ["number"] = order.Number,
            ["customer_id"] = order.ToContactOnly ? null : order.Company is { } company ? companies[company] : persons[order.Person!.Value],
            ["contact_id"] = order.Contact is { } at ? contacts[at] : null,
            ["currency"] = order.Currency,
            ["order_date"] = now.AddDays(-order.DaysAgo).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        });
    }

    private static JsonObject Company(StoryCompany company) => Reached(new() { ["name"] = company.Name, ["org_number"] = company.OrganisationNumber }, company.Email, company.Phone, company.Address);

    private static JsonObject Person(StoryPerson person) => Reached(
        new() { ["is_person"] = true, ["first_name"] = person.FirstName, ["last_name"] = person.LastName }, person.Email, person.Phone, person.Address);

    private static JsonObject Reached(JsonObject values, string email, string phone, StoryAddress address)
    {
        values["email"] = email;
        values["phone"] = phone;
        values["address1"] = address.Line1;
        values["address2"] = address.Line2;
        values["postal_code"] = address.Zip;
        values["city"] = address.City;
        values["country"] = "NO";
        return values;
    }

    /// <summary>The ids of those that stand here, in the story's order; null for the others.</summary>
    private List<long?> Each<T>(string entity, IEnumerable<T> all, Func<T, bool> stands, Func<T, JsonObject> values)
    {
        var list = all.ToList();
        var ids = new Queue<long>(database.Insert(list.Where(stands).Select(one => (CrmTables.Find(entity)!, values(one)))));
        return [.. list.Select(one => stands(one) ? ids.Dequeue() : (long?)null)];
    }
}
