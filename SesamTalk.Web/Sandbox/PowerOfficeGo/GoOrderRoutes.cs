using System.Text.Json.Nodes;
using SesamTalk.Web.Sandbox.Kit;

namespace SesamTalk.Web.Sandbox.PowerOfficeGo;

/// <summary>Orders with their lines, and the lines of invoices: the addresses that are not like the others.</summary>
internal sealed class GoOrderRoutes(GoApi api)
{
    private static readonly GoEntity Orders = GoSchema.Get("SalesOrders"), Lines = GoSchema.Get("SalesOrderLines"),
        Invoices = GoSchema.Get("OutgoingInvoices"), InvoiceLines = GoSchema.Get("OutgoingInvoiceLines");

    public void Map(GoDoors doors)
    {
        var roles = Orders.Traits.Roles;
        doors.Map("GET", "/SalesOrders", roles, ask => api.List(Orders, ask));
        doors.Map("POST", "/SalesOrders/Complete", roles, ask =>
            new Reply(201, Complete(api.Records.Newest, api.Records.CreateOrder(GoApi.Body(ask), GoApi.Client))));
        doors.Map("GET", "/SalesOrders/sentState", roles, SentState, writes: true);
        doors.Map("GET", "/SalesOrders/{id}", roles, ask => api.One(Orders, Id(ask)));
        doors.Map("PATCH", "/SalesOrders/{id}", roles, ask => api.Change(Orders, Id(ask), ask));
        doors.Map("DELETE", "/SalesOrders/{id}", roles, ask => api.Delete(Orders, Id(ask)));
        doors.Map("GET", "/SalesOrders/{id}/Complete", roles, ask => new Reply(200, Complete(api.Replica, Id(ask))));
        doors.Map("POST", "/SalesOrders/{id}/createAndSendInvoice", roles, ask => Send(ask, doors.Start));
        doors.Map("GET", "/SalesOrders/{id}/Lines", roles, ask => ListUnder(Orders, Lines, ask));
        doors.Map("POST", "/SalesOrders/{id}/Lines", roles, AddLine);
        doors.Map("GET", "/SalesOrders/{id}/Lines/{lineId}", roles, ask => api.One(Lines, Id(ask, "lineId"), body => body["SalesOrderId"]!.ToString() == Id(ask)));
        doors.Map("PATCH", "/SalesOrders/{id}/Lines/{lineId}", roles, ask => api.Change(Lines, Own(ask), ask));
        doors.Map("DELETE", "/SalesOrders/{id}/Lines/{lineId}", roles, ask => api.Delete(Lines, Own(ask)));
        doors.Map("GET", "/OutgoingInvoices/{id}/Lines", Invoices.Traits.Roles, ask => ListUnder(Invoices, InvoiceLines, ask));
    }

    /// <summary>The order with its lines, by their order.</summary>
    public static JsonObject Complete(GoView view, string id)
    {
        var reader = new GoReader(view);
        var order = reader.Show(Orders, view.Find("SalesOrders", id) ?? throw GoRefusals.NotFound(Orders, id));
        order["SalesOrderLines"] = new JsonArray([.. view.Under("SalesOrderLines", id)
            .OrderBy(line => GoNumbers.Of(line["SortOrder"])).Select(line => reader.Show(Lines, line))]);
        return order;
    }

    private Reply AddLine(Ask ask)
    {
        if (api.State.Store.Find("SalesOrders", Id(ask)) is not { } order) throw GoRefusals.NotFound(Orders, Id(ask));
        return new Reply(201, api.Records.Create(Lines, order.Id, GoApi.Body(ask), GoApi.Client));
    }

    private Reply ListUnder(GoEntity parents, GoEntity parts, Ask ask)
    {
        var view = api.Replica;
        if (view.Find(parents.Name, Id(ask)) is null) throw GoRefusals.NotFound(parents, Id(ask));
        return new GoList(view, api.State).Read(parts, view.Under(parts.Name, Id(ask)), ask);
    }

    private Reply Send(Ask ask, string start)
    {
        var request = ask.Json() as JsonObject ?? [];
        return new Reply(202, api.Invoicing.Send(Id(ask), request, GoApi.Client))
        {
            Headers = new Dictionary<string, string>
            {
                ["Location"] = $"{ask.Request.Scheme}://{ask.Request.Host}{start}/SalesOrders/sentState?id={Id(ask)}",
            },
        };
    }

    private Reply SentState(Ask ask)
    {
        var id = Guid.TryParse(ask.Query("id"), out var uuid) ? uuid.ToString() : ask.Query("id") ?? "";
        var state = GoInvoicing.SentState(api.Replica, id) ?? throw GoRefusals.NotFound(Orders, id);
        return new Reply(200, new JsonArray(state));
    }

    private string Own(Ask ask) => api.State.Store.Find("SalesOrderLines", Id(ask, "lineId")) is { } row && row.Parent == Id(ask)
        ? row.Id : throw GoRefusals.NotFound(Lines, ask.Route("lineId"));

    private static string Id(Ask ask, string name = "id") => Guid.TryParse(ask.Route(name), out var id) ? id.ToString() : ask.Route(name) ?? "";
}
