using System.Globalization;
using SesamTalk.Web.Sandbox.Kit;

namespace SesamTalk.Web.Sandbox.PowerOfficeGo.Rules;

/// <summary>Numbers and codes that are given when none is sent; a number that is sent must lie in its series.</summary>
internal static class Numbering
{
    public static void Assign(GoDraft draft, SandboxStore store)
    {
        foreach (var field in draft.Entity.Fields)
        {
            if (field.Series is not { } series) continue;
            if (GoNumbers.Of(draft.After[field.Name]) is not { } number) draft.After[field.Name] = Free(draft, field.Name, series.First, store);
            else if (number < series.First || number > series.Last)
                throw draft.Invalid($"{field.Path} {number} lies outside the number series {series.First}-{series.Last}.");
        }
        if (draft.Entity.Name is "Locations" or "Projects" && GoNumbers.IsBlank(draft.After["Code"]))
            draft.After["Code"] = Free(draft, "Code", 1, store).ToString(CultureInfo.InvariantCulture);
        if (draft.Entity.Name == "SalesOrders" && draft.IsNew) draft.After["SalesOrderNo"] = store.Next("SalesOrderNo", 10001);
    }

    private static long Free(GoDraft draft, string name, long first, SandboxStore store)
    {
        while (true)
        {
            var number = store.Next($"{draft.Entity.Name}.{name}", first);
            if (store.Holder(draft.Entity.Name, name, number.ToString(CultureInfo.InvariantCulture)) is null) return number;
        }
    }
}
