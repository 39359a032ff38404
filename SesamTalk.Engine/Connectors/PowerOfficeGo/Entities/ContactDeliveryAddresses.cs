using SesamTalk.Engine.Records;
using static SesamTalk.Engine.Connectors.PowerOfficeGo.GoProperty;

namespace SesamTalk.Engine.Connectors.PowerOfficeGo.Entities;

/// <summary>Further addresses of contacts. Listed flat, written below their contact.</summary>
internal static class ContactDeliveryAddresses
{
    public static readonly GoEntity Entity = new("ContactDeliveryAddresses",
    [
        Key(PropertyType.Integer),
        Text("AddressLine1", 200),
        Text("AddressLine2", 200),
        Text("City", 100).Required(),
        Ref("ContactId", "Customers", "Suppliers", "Employees").Required().OnCreate(),
        Text("CountryCode"),
        Moment("CreatedDateTimeOffset").ReadOnly(),
        Text("ExternalCode", 50),
        Flag("IsPrimary"),
        Moment("LastChangedDateTimeOffset").ReadOnly(),
        Text("ZipCode", 50).Required(),
    ])
    {
        Owner = "ContactId",
        Search = [("ExternalCode", "externalCodes"), ("ContactId", "contactIds")],
        Reference = "ExternalCode",
        Aliases = ["ContactDeliveryAddress", "Delivery address", "Delivery addresses"],
        Label = ["AddressLine1", "City"],
    };
}
