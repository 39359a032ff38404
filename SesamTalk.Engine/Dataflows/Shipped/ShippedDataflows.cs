using System.Collections.Immutable;

namespace SesamTalk.Engine.Dataflows.Shipped;

/// <summary>
/// The five dataflows that SesamTalk brings along, as definitions of its own. What their documents say is told apart from
/// what was added, row by row; the systems are named by the ids under which they would be connected.
/// </summary>
public static class ShippedDataflows
{
    /// <summary>The id of the connected system that stands for PowerOffice Go in all five.</summary>
    public const string PowerOfficeGo = "poweroffice-go";

    /// <summary>All five, in the order of their documents; version 0, since none is stored yet.</summary>
    public static ImmutableArray<Dataflow> All { get; } =
    [
        PowerOfficeOpenSesam.Dataflow,
        PowerOfficeGoCustomWebshop.Dataflow,
        PowerOfficeGoUnnamed.Dataflow,
        CustomCrmPowerOfficeGo.Dataflow,
        CustomPmsPowerOfficeGo.Dataflow,
    ];
}
