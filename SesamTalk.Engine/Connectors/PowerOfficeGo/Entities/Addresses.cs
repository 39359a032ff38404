using SesamTalk.Engine.Records;
using static SesamTalk.Engine.Connectors.PowerOfficeGo.GoProperty;

namespace SesamTalk.Engine.Connectors.PowerOfficeGo.Entities;

/// <summary>
/// Addresses as records of their own: the mail address of each customer and supplier, and the delivery addresses. Go has no
/// such list; it is put together from three.
/// </summary>
internal static class Addresses
{
    /// <summary>The mail address of a contact.</summary>
    public const string Mail = "mail";

    /// <summary>A further address.</summary>
    public const string Delivery = "delivery";

    public static readonly GoEntity Entity = new("Addresses",
    [
        Key(PropertyType.Text),
        Choice("Kind", [Mail, Delivery]).OnCreate(),
        Ref("ContactId", "Customers", "Suppliers").Required().OnCreate(),
        Text("AddressLine1", 200),
        Text("AddressLine2", 200),
        Text("ZipCode", 50).Required(),
        Text("City", 100).Required(),
        Text("CountryCode"),
        Text("ExternalCode", 50),
        Moment("LastChangedDateTimeOffset").ReadOnly(),
    ])
    {
        HasChangedFilter = false,
        Reference = "ExternalCode",
        Aliases = ["Address"],
        Label = ["AddressLine1", "City"],
    };
}
