using System.Globalization;
using System.Text.Json.Nodes;
using SesamTalk.Web.Sandbox.Story;

namespace SesamTalk.Web.Sandbox.Pms;

/// <summary>Puts into the project system what the story has there: those who have a project, persons who may get one, and a few of its own.</summary>
internal sealed class PmsSeed(PmsFolder folder, DemoStory story, DateTimeOffset now)
{
    public void Run()
    {
        var (customers, companies) = (new List<JsonObject>(), new Dictionary<StoryCompany, JsonNode>());
        foreach (var company in story.Companies.Where(company => company.Where == Presence.Both).Concat(story.OnlyInPms))
            companies[company] = Add(customers, Company(company), company.Email, company.Phone, company.Address)["id"]!;
        foreach (var person in story.Persons.Where((person, at) => person.Where == Presence.Both && at % 2 == 0)) Add(customers, Person(person), person.Email, person.Phone, person.Address);
        var projects = new List<JsonObject>();
        foreach (var project in story.Projects.Where(project => project.Where is Presence.Both or Presence.OnlyOther))
            if (companies.TryGetValue(project.Company, out var customer)) projects.Add(Project(projects.Count, project, customer));
        Keep(PmsFiles.Customers, customers);
        Keep(PmsFiles.Projects, projects);
    }

    private static JsonObject Company(StoryCompany company) => new() { ["is_person"] = false, ["name"] = company.Name, ["org_number"] = company.OrganisationNumber };

    private static JsonObject Person(StoryPerson person) => new() { ["is_person"] = true, ["first_name"] = person.FirstName, ["last_name"] = person.LastName };

    private static JsonObject Add(List<JsonObject> customers, JsonObject values, string email, string phone, StoryAddress address)
    {
        values["id"] = 1001 + customers.Count;
        values["email"] = email;
        values["phone"] = phone;
        values["address1"] = address.Line1;
        values["address2"] = address.Line2;
        values["postal_code"] = address.Zip;
        values["city"] = address.City;
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
        ["start_date"] = DateText(project.StartDaysAgo),
        ["end_date"] = project.Days is { } days ? DateText(project.StartDaysAgo - days) : null,
        ["budget_hours"] = project.Hours,
        ["contract_no"] = project.ContractNo,
        ["active"] = true,
    };

    private string DateText(int daysAgo) => now.AddDays(-daysAgo).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private void Keep(PmsFile file, List<JsonObject> records) => folder.Change(file, held =>
    {
        held.AddRange(records.Select(record => new JsonObject(file.Columns.Select(column => KeyValuePair.Create(column.Name, record[column.Name]?.DeepClone())))));
        return held.Count;
    });
}
