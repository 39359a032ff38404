using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Runs;

/// <summary>The writes of a plan as lines to be confirmed: one for each property, and one for a record that is made, removed or archived without any.</summary>
public static class PlanLines
{
    /// <summary>The lines, in the plan's order.</summary>
    public static IReadOnlyList<WriteLine> Of(PlanBody plan, string a, string b, IStringLocalizer<RunTexts> t, Sight sees) =>
    [
        .. from item in plan.Items
           from write in item.Writes
           let system = write.Side == Side.A ? a : b
           let record = $"{(write.Label.Length > 0 ? sees.Name(write) : sees.Name(item))} ({t["Act" + write.Act]})"
           from value in write.Values.IsEmpty ? [new StoredPlanValue("–", null, null)] : write.Values
           select new WriteLine(system, record, value.Path, value.Before, value.After),
    ];
}
