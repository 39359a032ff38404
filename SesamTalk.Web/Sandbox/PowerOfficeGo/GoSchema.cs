using SesamTalk.Web.Sandbox.PowerOfficeGo.Tables;

namespace SesamTalk.Web.Sandbox.PowerOfficeGo;

/// <summary>All entities by name.</summary>
internal static class GoSchema
{
    /// <summary>The roles a contact may have, each a list of its own over the same ids.</summary>
    public static readonly string[] Roles = ["Customers", "Suppliers", "Employees"];

    public static readonly IReadOnlyList<GoEntity> All =
    [
        CustomersTable.Entity, SuppliersTable.Entity, EmployeesTable.Entity, ContactPersonsTable.Entity, ContactDeliveryAddressesTable.Entity,
        DepartmentsTable.Entity, LocationsTable.Entity, ProductGroupsTable.Entity, ProductsTable.Entity, ProjectsTable.Entity,
        SalesOrdersTable.Entity, SalesOrderLinesTable.Entity, OutgoingInvoicesTable.Entity, OutgoingInvoiceLinesTable.Entity,
        .. ReferenceTables.All,
    ];

    private static readonly Dictionary<string, GoEntity> ByName = All.ToDictionary(entity => entity.Name, StringComparer.OrdinalIgnoreCase);

    public static GoEntity Get(string name) => ByName[name];

    public static GoEntity? Find(string name) => ByName.GetValueOrDefault(name);
}
