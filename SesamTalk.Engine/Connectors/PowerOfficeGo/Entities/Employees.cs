using SesamTalk.Engine.Records;
using static SesamTalk.Engine.Connectors.PowerOfficeGo.GoProperty;

namespace SesamTalk.Engine.Connectors.PowerOfficeGo.Entities;

/// <summary>Employees. Some of their data reads as "hidden" without a special right.</summary>
internal static class Employees
{
    public static readonly GoEntity Entity = new("Employees",
    [
        Key(PropertyType.Integer),
        Moment("ContactCreatedDateTimeOffset").ReadOnly(),
        Text("CreatedFromImportJournalId").ReadOnly(),
        Day("DateOfBirth"),
        Text("DepartmentCode").OnCreate(),
        Ref("DepartmentId", "Departments"),
        Text("EmailAddress"),
        Moment("EmployeeCreatedDateTimeOffset").ReadOnly(),
        Day("EndDate"),
        Whole("ExpenseBankAccountId").ReadOnly(),
        Text("ExternalImportReference", 50),
        Whole("ExternalNumber"),
        Text("FirstName").Required(),
        Choice("Gender", GoWords.Gender),
        Day("HiredDate"),
        Text("InternationalIdCountryCode"),
        Text("InternationalIdNumber"),
        Flag("InternationalIdReportToAltinn"),
        Choice("InternationalIdType", GoWords.InternationalIdType),
        Flag("IsArchived"),
        Text("JobTitle"),
        Moment("LastChangedDateTimeOffset").ReadOnly(),
        Text("LastName").Required(),
        Text("LocationCode").OnCreate(),
        Ref("LocationId", "Locations"),
        Whole("MailAddress.Id").ReadOnly(),
        Text("MailAddress.AddressLine1", 200),
        Text("MailAddress.AddressLine2", 200),
        Text("MailAddress.City", 100),
        Text("MailAddress.CountryCode"),
        Text("MailAddress.ExternalCode", 50),
        Moment("MailAddress.LastChangedDateTimeOffset").ReadOnly(),
        Text("MailAddress.ZipCode", 50),
        Ref("ManagerEmployeeId", "Employees"),
        Whole("ManagerEmployeeNo").OnCreate(),
        Text("NationalIdNumber"),
        Whole("Number"),
        Text("PhoneNumber"),
        Whole("SalaryBankAccountId").ReadOnly(),
        Day("StartDate"),
        Text("SubLedgerNumberSeriesId").OnCreate(),
        Whole("SubledgerAccountId").ReadOnly(),
        Whole("TravelExpenseBankAccountId").ReadOnly(),
    ])
    {
        Search = [("Number", "employeeNos"), ("ExternalNumber", "externalNos"), ("ExternalImportReference", "externalImportReference")],
        Reference = "ExternalImportReference",
        Archive = ("IsArchived", true),
        RequiredBelow = ["MailAddress.City", "MailAddress.ZipCode"],
        Masked = ["NationalIdNumber", "InternationalIdNumber"],
        Unstamped = ["MailAddress.*"],
        Aliases = ["Employee"],
        Label = ["FirstName", "LastName"],
    };
}
