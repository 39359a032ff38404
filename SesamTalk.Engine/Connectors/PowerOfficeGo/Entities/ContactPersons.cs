using SesamTalk.Engine.Records;
using static SesamTalk.Engine.Connectors.PowerOfficeGo.GoProperty;

namespace SesamTalk.Engine.Connectors.PowerOfficeGo.Entities;

/// <summary>People who stand for a customer or supplier that is a company. Listed flat, written below their contact.</summary>
internal static class ContactPersons
{
    public static readonly GoEntity Entity = new("ContactPersons",
    [
        Key(PropertyType.Integer),
        Ref("ContactId", "Customers", "Suppliers").Required().OnCreate(),
        Moment("CreatedDateTimeOffset").ReadOnly(),
        Text("EmailAddress"),
        Text("ExternalCode", 50),
        Text("FirstName").Required(),
        Flag("IsActive"),
        Flag("IsDefault"),
        Moment("LastChangedDateTimeOffset").ReadOnly(),
        Text("LastName").Required(),
        Text("MailAddress.AddressLine1", 200),
        Text("MailAddress.AddressLine2", 200),
        Text("MailAddress.City", 100),
        Text("MailAddress.CountryCode"),
        Text("MailAddress.ZipCode", 50),
        Text("PhoneNumber"),
        Text("Title"),
    ])
    {
        Owner = "ContactId",
        Search = [("ExternalCode", "externalCodes"), ("ContactId", "contactIds")],
        Reference = "ExternalCode",
        Archive = ("IsActive", false),
        CreateWith = [new("IsActive", true)],
        RequiredBelow = ["MailAddress.City", "MailAddress.ZipCode"],
        Aliases = ["ContactPerson", "Contact person"],
        Label = ["FirstName", "LastName"],
    };
}
