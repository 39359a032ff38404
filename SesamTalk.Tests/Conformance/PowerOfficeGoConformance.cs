using System.Collections.Immutable;
using SesamTalk.Engine.Connectors;
using SesamTalk.Web.Sandbox;

namespace SesamTalk.Tests.Conformance;

/// <summary>PowerOffice Go: how an empty client is opened. The heirs try different entities.</summary>
public abstract class PowerOfficeGoConformance : ConnectorConformance
{
    protected abstract ConformanceSubject On(ConformanceSubject opened);

    protected override async Task<ConformanceSubject> OpenAsync(string folder)
    {
        var host = await SandboxHost.StartAsync(new SandboxOptions { DataFolder = folder, Only = [SandboxHost.PowerOfficeGo], Seed = false, UnnamedPort = 0, PowerOfficeGoPort = 0, CustomCrmPort = 0, CustomPmsPort = 0, PowerOfficeGoRequestsPerSecond = 0 });
        var root = host.Address(SandboxHost.PowerOfficeGo);
        return On(new ConformanceSubject
        {
            Host = host,
            Sandbox = root,
            System = Demo(root),
            Entity = "",
            PathPart = "",
            Values = _ => [],
            Text = "",
            Refused = new("", null),
            NoSuchId = "999999999",
        });
    }

    /// <summary>The sandbox's demo client as a connected system.</summary>
    public static ConnectedSystem Demo(Uri root, params (string Name, string Value)[] more) => new()
    {
        Id = "poweroffice-go",
        Name = "PowerOffice Go",
        Connector = "poweroffice-go",
        Settings = new Dictionary<string, string>
        {
            ["environment"] = "custom",
            ["baseAddress"] = new Uri(root, "Demo/v2").ToString(),
            ["tokenAddress"] = new Uri(root, "Demo/OAuth/Token").ToString(),
            ["requestsPerSecond"] = "0",
            ["pageSize"] = "5",
            ["readLagSeconds"] = "0",
        }.Concat(more.Select(m => KeyValuePair.Create(m.Name, m.Value))).GroupBy(m => m.Key).ToImmutableDictionary(m => m.Key, m => m.Last().Value),
        ProtectedSecrets = new Dictionary<string, string>
        {
            ["applicationKey"] = "demo-application-key",
            ["clientKey"] = "demo-client-key",
            ["subscriptionKey"] = "demo-subscription-key",
        }.ToImmutableDictionary(),
    };
}

/// <summary>Customers: nested addresses, a unique reference, archive.</summary>
public sealed class GoCustomersConformance : PowerOfficeGoConformance
{
    protected override ConformanceSubject On(ConformanceSubject opened) => opened with
    {
        Entity = "Customers",
        PathPart = "/Customers",
        Values = number =>
        [
            new("Name", $"Fjordheim {number} AS"), new("IsPerson", false), new("OrganizationNumber", $"9{number:00000000}"), new("EmailAddress", $"post{number}@fjordheim.example"),
            new("MailAddress.City", "Bodø"), new("MailAddress.ZipCode", "8006"),
        ],
        Text = "LegalName",
        Refused = new("MailAddress.AddressLine1", new string('x', 201)),
    };
}

/// <summary>Departments: no reference, inactive unless asked, a patch that answers nothing.</summary>
public sealed class GoDepartmentsConformance : PowerOfficeGoConformance
{
    protected override ConformanceSubject On(ConformanceSubject opened) => opened with
    {
        Entity = "Departments",
        PathPart = "/Departments",
        Values = number => [new("Code", $"D{number}"), new("Name", $"Avdeling {number}")],
        Text = "Name",
        TextIsRequired = true,
        Refused = new("ManagerEmployeeId", 424242L),
    };
}

/// <summary>Products: a create that answers 200.</summary>
public sealed class GoProductsConformance : PowerOfficeGoConformance
{
    protected override ConformanceSubject On(ConformanceSubject opened) => opened with
    {
        Entity = "Products",
        PathPart = "/Products",
        Values = number => [new("Code", $"P{number}"), new("Name", $"Vare {number}"), new("UnitPrice", 99.5m)],
        Text = "Description",
        Refused = new("Name", new string('x', 401)),
    };
}

/// <summary>Sales orders: header and lines, made whole.</summary>
public sealed class GoSalesOrdersConformance : PowerOfficeGoConformance
{
    protected override ConformanceSubject On(ConformanceSubject opened) => opened with
    {
        Entity = "SalesOrders",
        PathPart = "/SalesOrders",
        Values = number => [new("CurrencyCode", "NOK"), new("PurchaseOrderReference", $"PO {number}"), new("SalesOrderDate", new DateOnly(2024, 5, number + 1))],
        Text = "CustomerReference",
        Refused = new("CustomerId", 424242L),
        NoSuchId = "00000000-0000-4000-8000-000000000000",
    };
}
