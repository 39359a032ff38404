namespace SesamTalk.Web.Sandbox.PowerOfficeGo.Tables;

/// <summary>Locations; no changed filter, and POST answers 200.</summary>
internal static class LocationsTable
{
    public static readonly GoEntity Entity = GoTable.Read("Locations", new("Location", ["Location"]) { CreateStatus = 200 }, """
        Id                         int64!  g--
        Code                       string  gpa  unique
        CreatedDateTimeOffset      stamp!  g--  created
        IsActive                   bool    gpa  def=false
        LastChangedDateTimeOffset  stamp!  g--  changed
        Name                       string  gpa  req
        ? codes  Code  list
        ? createdDateTimeOffsetGreaterThan  CreatedDateTimeOffset  after
        """);
}
