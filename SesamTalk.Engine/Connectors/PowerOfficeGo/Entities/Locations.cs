using SesamTalk.Engine.Records;
using static SesamTalk.Engine.Connectors.PowerOfficeGo.GoProperty;

namespace SesamTalk.Engine.Connectors.PowerOfficeGo.Entities;

/// <summary>Locations; their list has no changed-since filter.</summary>
internal static class Locations
{
    public static readonly GoEntity Entity = new("Locations",
    [
        Key(PropertyType.Integer),
        Text("Code"),
        Moment("CreatedDateTimeOffset").ReadOnly(),
        Flag("IsActive"),
        Moment("LastChangedDateTimeOffset").ReadOnly(),
        Text("Name").Required(),
    ])
    {
        HasChangedFilter = false,
        Search = [("Code", "codes")],
        Archive = ("IsActive", false),
        CreateWith = [new("IsActive", true)],
        Aliases = ["Location"],
    };
}
