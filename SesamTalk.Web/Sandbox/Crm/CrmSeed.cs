using System.Globalization;
using System.Text.Json.Nodes;
using SesamTalk.Web.Sandbox.Story;

namespace SesamTalk.Web.Sandbox.Crm;

/// <summary>Puts into the CRM what the story has there: most of what PowerOffice Go has too, and some of its own.</summary>
internal sealed class CrmSeed(CrmDatabase database, DemoStory story, DateTimeOffset now)
{
    public void Run()
    {
        var companies = Each("Customer", story.Companies, company => company.TimesIn(Place.Crm), Company);
        var persons = Each("Customer", story.Persons, person => person.TimesIn(Place.Crm), Person);
        var contacts = Each("Contact", story.Contacts, contact => Once(contact.Person.IsIn(Place.Crm) && companies[contact.Company] is not null), contact => new()
        {
            ["customer_id"] = companies[contact.Company],
            ["first_name"] = contact.Person.FirstName,
            ["last_name"] = contact.Person.LastName,
            ["email"] = contact.Person.Email,
            ["phone"] = contact.Person.Phone,
            ["title"] = contact.Title,
        });
        Each("Product", story.Products, product => Once(product.IsIn(Place.Crm)), product => new()
        {
            ["sku"] = product.Code,
            ["name"] = product.Name,
            ["description"] = product.DescriptionIn(Place.Crm),
            ["unit_price"] = product.Price,
        });
        Each("Order", story.Orders, order => Once(order.IsIn(Place.Crm)), order => new()
        {
            ["number"] = order.Number,
            ["customer_id"] = order.ToContactOnly ? null : order.Company is { } company ? companies[company] : persons[order.Person!.Value],
            ["contact_id"] = order.Contact is { } at ? contacts[at] : null,
            ["currency"] = order.Currency,
            ["order_date"] = now.AddDays(-order.DaysAgo).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["reference"] = order.Reference,
        });
    }

    private static int Once(bool stands) => stands ? 1 : 0;

    private static JsonObject Company(StoryCompany company) => Reached(
        new() { ["name"] = company.Name, ["org_number"] = company.OrganisationNumber, ["website"] = company.Website }, company.Email, company.PhoneIn(Place.Crm), company.Address, company.Address.City);

    private static JsonObject Person(StoryPerson person) => Reached(
        new() { ["is_person"] = true, ["first_name"] = person.FirstName, ["last_name"] = person.LastName }, person.Email, person.Phone, person.Address, person.CityIn(Place.Crm));

    private static JsonObject Reached(JsonObject values, string email, string phone, StoryAddress address, string city)
    {
        values["email"] = email;
        values["phone"] = phone;
        values["address1"] = address.Line1;
        values["address2"] = address.Line2;
        values["postal_code"] = address.Zip;
        values["city"] = city;
        values["country"] = "NO";
        return values;
    }

    /// <summary>The ids of those that stand here, in the story's order; null for the others, and the first id of what was entered twice.</summary>
    private List<long?> Each<T>(string entity, IEnumerable<T> all, Func<T, int> times, Func<T, JsonObject> values)
    {
        var list = all.ToList();
        var ids = new Queue<long>(database.Insert(list.SelectMany(one => Enumerable.Range(0, times(one)).Select(_ => (CrmTables.Find(entity)!, values(one))))));
        return [.. list.Select(one => Enumerable.Range(0, times(one)).Select(_ => (long?)ids.Dequeue()).ToList().FirstOrDefault())];
    }
}
