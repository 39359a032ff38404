using System.Text.Json.Nodes;
using SesamTalk.Web.Sandbox.Story;

namespace SesamTalk.Web.Sandbox.PowerOfficeGo;

/// <summary>The client's own house in the demo: product groups, departments, places, employees, projects and delivery addresses.</summary>
internal sealed class GoSeedHouse(DemoStory story, Func<string, JsonObject, string?, string?, JsonObject> make)
{
    /// <summary>A day so many days from today, as it is written.</summary>
    public required Func<int, string> Day { get; init; }

    /// <summary>The ids of the product groups by their names.</summary>
    public Dictionary<string, JsonNode> Groups() => story.Groups.Where(group => group.IsIn(Place.PowerOffice)).ToDictionary(group => group.Name, group =>
        Make("ProductGroups", new() { ["Code"] = group.Code, ["Name"] = group.Name, ["StandardSalesAccount"] = 3000 })["Id"]!);

    public void Departments()
    {
        foreach (var department in story.Departments.Where(department => department.IsIn(Place.PowerOffice)))
        {
            Make("Departments", new() { ["Code"] = department.Code, ["Name"] = department.Name, ["IsActive"] = true });
            Make("Locations", new() { ["Code"] = "L" + department.Code, ["Name"] = department.Name + " Bodø", ["IsActive"] = true });
        }
    }

    public void Employees()
    {
        foreach (var employee in story.Employees)
        {
            Make("Employees", new()
            {
                ["FirstName"] = employee.FirstName,
                ["LastName"] = employee.LastName,
                ["EmailAddress"] = employee.Email,
                ["PhoneNumber"] = employee.Phone,
                ["JobTitle"] = employee.JobTitle,
                ["DepartmentCode"] = employee.Department,
            });
        }
    }

    public void Projects(List<string?> companies)
    {
        foreach (var project in story.Projects.Where(project => project.IsIn(Place.PowerOffice)))
        {
            Make("Projects", new()
            {
                ["Code"] = project.Code,
                ["Name"] = project.Name,
                ["CustomerId"] = GoSeed.Number(companies[project.Company]),
                ["DepartmentCode"] = "20",
                ["StartDate"] = Day(project.StartsIn),
                ["EndDate"] = Day(project.StartsIn + project.Days),
                ["BudgetedHours"] = project.BudgetHours,
                ["ContractNo"] = project.ContractNo,
                ["IsActive"] = project.Active,
            });
        }
    }

    public void Deliveries(List<string?> companies, List<string?> suppliers)
    {
        foreach (var delivery in story.Deliveries.Where(delivery => delivery.IsIn(Place.PowerOffice)))
            if ((delivery.OfSupplier ? suppliers : companies)[delivery.Company] is { } contact) Make("ContactDeliveryAddresses", GoSeed.Address(delivery.Address), contact);
    }

    private JsonObject Make(string entity, JsonObject values, string? parent = null) => make(entity, values, parent, null);
}
