using System.Text.Json.Nodes;
using SesamTalk.Web.Sandbox.Kit;

namespace SesamTalk.Web.Sandbox.PowerOfficeGo;

/// <summary>Tells a client who it is and what it may do; needs a token and no privilege.</summary>
internal static class GoIntegration
{
    private static readonly string[] Privileges =
    [
        "Customer_Full", "Supplier_Full", "Employee_Full", "ContactPerson_Full", "ContactDeliveryAddress_Full", "Department_Full", "Location_Full",
        "Product_Full", "Project_Full", "SalesOrders_Full", "OutgoingInvoice_Full",
    ];

    public static Reply Describe(SandboxState state)
    {
        var valid = state.Dials.Privileges ?? Privileges;
        return new Reply(200, new JsonObject
        {
            ["ClientId"] = GoUuid.Of("client", 1),
            ["ClientName"] = "Fjellheim Handel AS (demo)",
            ["ActiveClientSubscriptions"] = Words(["Invoicing", "Project"]),
            ["ValidPrivileges"] = Words(valid),
            ["InvalidPrivileges"] = Words(Privileges.Where(privilege => !valid.Contains(privilege))),
        });
    }

    private static JsonArray Words(IEnumerable<string> words) => new([.. words.Select(word => (JsonNode?)word)]);
}
