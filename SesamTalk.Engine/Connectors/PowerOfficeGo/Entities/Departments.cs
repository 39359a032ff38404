using SesamTalk.Engine.Records;
using static SesamTalk.Engine.Connectors.PowerOfficeGo.GoProperty;

namespace SesamTalk.Engine.Connectors.PowerOfficeGo.Entities;

/// <summary>Departments; one made without saying so would be inactive.</summary>
internal static class Departments
{
    public static readonly GoEntity Entity = new("Departments",
    [
        Key(PropertyType.Integer),
        Text("Code"),
        Moment("CreatedDateTimeOffset").ReadOnly(),
        Text("CreatedFromImportJournalId").ReadOnly(),
        Flag("IsActive"),
        Moment("LastChangedDateTimeOffset").ReadOnly(),
        Ref("ManagerEmployeeId", "Employees"),
        Whole("ManagerEmployeeNo").OnCreate(),
        Text("Name").Required(),
    ])
    {
        Search = [("Code", "codes")],
        Archive = ("IsActive", false),
        CreateWith = [new("IsActive", true)],
        Aliases = ["Department"],
    };
}
