using System.Globalization;
using System.Text.Json.Nodes;
using SesamTalk.Web.Sandbox.Story;

namespace SesamTalk.Web.Sandbox.Pms;

/// <summary>Puts into the project system what the story has there: customers, some of which are its own or stand there twice, and projects.</summary>
internal sealed class PmsSeed(PmsFolder folder, DemoStory story, DateTimeOffset now)
{
    public void Run()
    {
        var (customers, companies) = (new List<JsonObject>(), new Dictionary<int, JsonNode>());
        foreach (var (at, company) in story.Companies.Index())
            for (var times = company.TimesIn(Place.Pms); times > 0; times--)
                companies[at] = Add(customers, Company(company), company.Email, company.PhoneIn(Place.Pms), company.Address, company.Address.City)["id"]!;
        foreach (var person in story.Persons)
            for (var times = person.TimesIn(Place.Pms); times > 0; times--) Add(customers, Person(person), person.Email, person.Phone, person.Address, person.CityIn(Place.Pms));
        var projects = new List<JsonObject>();
        foreach (var project in story.Projects.Where(project => project.IsIn(Place.Pms)))
            if (companies.TryGetValue(project.Company, out var customer)) projects.Add(Project(projects.Count, project, customer));
        Keep(PmsFiles.Customers, customers);
        Keep(PmsFiles.Projects, projects);
    }

    private static JsonObject Company(StoryCompany company) => new() { ["is_person"] = false, ["name"] = company.Name, ["org_number"] = company.OrganisationNumber };

    private static JsonObject Person(StoryPerson person) => new() { ["is_person"] = true, ["first_name"] = person.FirstName, ["last_name"] = person.LastName };

    private static JsonObject Add(List<JsonObject> customers, JsonObject values, string email, string phone, StoryAddress address, string city)
    {
        values["id"] = 1001 + customers.Count;
        values["email"] = email;
        values["phone"] = phone;
        values["address1"] = address.Line1;
        values["address2"] = address.Line2;
        values["postal_code"] = address.Zip;
        values["city"] = city;
        values["country"] = "NO";
        values["credit_limit"] = 5000m + (customers.Count % 9 * 2500.5m);
        values["customer_since"] = $"20{(customers.Count % 15) + 10}-0{(customers.Count % 9) + 1}-1{customers.Count % 9}";
        customers.Add(values);
        return values;
    }

    private JsonObject Project(int at, StoryProject project, JsonNode customer) => new()
    {
        ["id"] = 1001 + at,
        ["code"] = project.Code,
        ["name"] = project.Name,
        ["customer_id"] = customer.DeepClone(),
        ["start_date"] = Day(project.StartsIn),
        ["end_date"] = Day(project.StartsIn + project.Days),
        ["budget_hours"] = project.BudgetHours,
        ["contract_no"] = project.ContractNo,
        ["active"] = project.Active,
    };

    private string Day(int days) => now.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private void Keep(PmsFile file, List<JsonObject> records) => folder.Change(file, held =>
    {
        held.AddRange(records.Select(record => new JsonObject(file.Columns.Select(column => KeyValuePair.Create(column.Name, record[column.Name]?.DeepClone())))));
        return held.Count;
    });
}
