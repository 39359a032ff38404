namespace SesamTalk.Web.Sandbox.PowerOfficeGo.Tables;

/// <summary>Departments; a change answers without a body.</summary>
internal static class DepartmentsTable
{
    public static readonly GoEntity Entity = GoTable.Read("Departments", new("Department", ["Department"]) { PatchAnswersNothing = true }, """
        Id                          int64!  g--
        Code                        string  gpa  unique
        CreatedDateTimeOffset       stamp!  g--  created
        CreatedFromImportJournalId  uuid    g--
        IsActive                    bool    gpa  def=false
        LastChangedDateTimeOffset   stamp!  g--  changed
        ManagerEmployeeId           int64   gpa  ref=Employees
        ManagerEmployeeNo           int64   gp-  twin=ManagerEmployeeId.Number
        Name                        string  gpa  req
        ? codes  Code  list
        ? name  Name  contains
        ? isActive  IsActive  bool
        ? managerEmployeeNo  ManagerEmployeeNo  ranges
        ? createdFromImportJournalId  CreatedFromImportJournalId  list
        ? lastChangedDateTimeOffsetGreaterThan  LastChangedDateTimeOffset  after
        ? createdDateTimeOffsetGreaterThan  CreatedDateTimeOffset  after
        """);
}
