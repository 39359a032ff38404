using SesamTalk.Engine.Records;
using static SesamTalk.Engine.Connectors.PowerOfficeGo.GoProperty;

namespace SesamTalk.Engine.Connectors.PowerOfficeGo.Entities;

/// <summary>Companies and persons that are bought from.</summary>
internal static class Suppliers
{
    public static readonly GoEntity Entity = new("Suppliers",
    [
        Key(PropertyType.Integer),
        Moment("ContactCreatedDateTimeOffset").ReadOnly(),
        Text("CreatedFromImportJournalId").ReadOnly(),
        Text("CurrencyCode"),
        Day("DateOfBirth"),
        Text("EmailAddress"),
        Text("ExternalImportReference", 50),
        Whole("ExternalNumber"),
        Text("FirstName"),
        Flag("IsActive").ReadOnly(),
        Flag("IsArchived"),
        Flag("IsPerson"),
        Moment("LastChangedDateTimeOffset").ReadOnly(),
        Text("LastName"),
        Text("LegalName"),
        Whole("MailAddress.Id").ReadOnly(),
        Text("MailAddress.AddressLine1", 200),
        Text("MailAddress.AddressLine2", 200),
        Text("MailAddress.City", 100),
        Text("MailAddress.CountryCode"),
        Text("MailAddress.ExternalCode", 50),
        Moment("MailAddress.LastChangedDateTimeOffset").ReadOnly(),
        Text("MailAddress.ZipCode", 50),
        Text("Name"),
        Whole("Number"),
        Text("OrganizationNumber"),
        Flag("Payout"),
        Text("PhoneNumber"),
        Text("SubLedgerNumberSeriesId").OnCreate(),
        Whole("SubledgerAccountId").ReadOnly(),
        Moment("SupplierCreatedDateTimeOffset").ReadOnly(),
        Text("WebsiteUrl"),
    ])
    {
        Search = [("Number", "supplierNos"), ("ExternalNumber", "externalNos"), ("ExternalImportReference", "externalImportReference")],
        Reference = "ExternalImportReference",
        Archive = ("IsArchived", true),
        RequiredBelow = ["MailAddress.City", "MailAddress.ZipCode"],
        Unstamped = ["MailAddress.*"],
        Aliases = ["Supplier"],
    };
}
