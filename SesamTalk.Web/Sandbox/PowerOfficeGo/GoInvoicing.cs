using System.Globalization;
using System.Text.Json.Nodes;
using SesamTalk.Web.Sandbox.Kit;
using SesamTalk.Web.Sandbox.PowerOfficeGo.Tables;

namespace SesamTalk.Web.Sandbox.PowerOfficeGo;

/// <summary>Turns an order into a posted invoice of the same uuid; the order and its lines leave, the invoice's lines have numbers of their own.</summary>
internal sealed class GoInvoicing(SandboxState state, GoRecords records)
{
    private const int UsualCreditDays = 14;

    /// <returns>The request as PowerOffice Go echoes it.</returns>
    public JsonObject Send(string orderId, JsonObject request, string by)
    {
        var view = records.Newest;
        var (orders, lines) = (GoSchema.Get("SalesOrders"), GoSchema.Get("SalesOrderLines"));
        var order = view.Find("SalesOrders", orderId) ?? throw GoRefusals.NotFound(orders, orderId);
        if (view.Find("Customers", GoNumbers.Text(order["CustomerId"])) is not { } customer) throw GoRefusals.Invalid(orders, "An order without a customer cannot be invoiced.");
        var rows = view.Under("SalesOrderLines", orderId).ToList();
        if (rows.Count == 0) throw GoRefusals.Invalid(orders, "An order without lines cannot be invoiced.");
        var delivery = GoNumbers.Text(request["DeliveryType"]) ?? "Auto";
        if (!GoEnums.All["SendInvoiceDeliveryType"].Contains(delivery)) throw GoRefusals.Invalid(orders, $"'{delivery}' is not a valid value of DeliveryType.");
        var reader = new GoReader(view);
        var invoice = Invoice(reader.Show(orders, order), customer, request);
        List<Pending> writes =
        [
            new("SalesOrders", orderId, null, null, []) { Called = "invoice" },
            .. rows.Select(row => new Pending("SalesOrderLines", row["Id"]!.ToString(), orderId, null, []) { Called = "invoice" }),
            new("OutgoingInvoices", orderId, null, invoice, []),
            .. rows.Select(row => Line(reader.Show(lines, row), orderId)),
        ];
        state.Store.Commit(writes, by);
        return new()
        {
            ["Id"] = orderId,
            ["DeliveryType"] = delivery,
            ["EmailAddress"] = request["EmailAddress"]?.DeepClone(),
            ["OverrideDueDate"] = request["OverrideDueDate"]?.DeepClone(),
            ["VoucherDate"] = invoice["VoucherDate"]?.DeepClone(),
        };
    }

    /// <summary>How far the sending has come; sent as soon as asked here.</summary>
    public static JsonObject? SentState(GoView view, string id)
    {
        if (view.Find("OutgoingInvoices", id) is not { } invoice)
            return view.Find("SalesOrders", id) is null ? null : State(id, null);
        return State(id, invoice);
    }

    private static JsonObject State(string id, JsonObject? invoice)
    {
        var shown = new JsonObject
        {
            ["Id"] = id,
            ["DueDate"] = invoice?["DueDate"]?.DeepClone(),
            ["InvoiceNo"] = invoice?["InvoiceNo"]?.DeepClone(),
            ["IsInvoiceBeingProcessed"] = false,
            ["LastErrorMessage"] = null,
            ["SentDateTimeOffset"] = invoice?["SentDateTimeOffset"]?.DeepClone(),
        };
        if (invoice?["InvoiceDeliveryType"] is { } type) shown["InvoiceDeliveryType"] = type.DeepClone();
        return shown;
    }

    private JsonObject Invoice(JsonObject order, JsonObject customer, JsonObject request)
    {
        var now = state.Clock.Now;
        var (stamp, today) = (SandboxClock.Fine(now), now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        var invoice = Copy("OutgoingInvoices", order);
        var address = customer["MailAddress"] as JsonObject;
        invoice["InvoiceNo"] = state.Store.Next("InvoiceNo", 30001);
        invoice["VoucherNo"] = state.Store.Next("VoucherNo", 40001);
        invoice["VoucherType"] = GoNumbers.Of(order["TotalAmount"]) < 0 ? "OutgoingCreditNote" : "OutgoingInvoice";
        invoice["VoucherDate"] = request["VoucherDate"]?.DeepClone() ?? today;
        invoice["DueDate"] = request["OverrideDueDate"]?.DeepClone()
            ?? now.AddDays((double)(GoNumbers.Of(order["PaymentTerm"]) ?? UsualCreditDays)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        invoice["DeliveryDate"] ??= today;
        invoice["OrderDate"] = order["SalesOrderDate"]?.DeepClone() ?? today;
        invoice["OrderNo"] = order["SalesOrderNo"]?.DeepClone();
        invoice["InvoiceDeliveryType"] = customer["InvoiceDeliveryType"]?.DeepClone();
        invoice["Balance"] = order["TotalAmount"]!.DeepClone();
        invoice["NetPostedAmount"] = order["NetAmount"]!.DeepClone();
        invoice["TotalPostedAmount"] = order["TotalAmount"]!.DeepClone();
        invoice["IsReversed"] = false;
        foreach (var name in new[] { "CreatedDateTimeOffset", "LastChangedDateTimeOffset", "SentDateTimeOffset", "BalanceLastChangedDateTimeOffset" }) invoice[name] = stamp;
        foreach (var (to, from) in new[] { ("Address1", "AddressLine1"), ("Address2", "AddressLine2"), ("AddressCity", "City"), ("AddressCountryCode", "CountryCode"), ("AddressZipCode", "ZipCode") })
            invoice["Delivery" + to] = address?[from]?.DeepClone();
        return invoice;
    }

    private Pending Line(JsonObject line, string invoiceId)
    {
        var posted = Copy("OutgoingInvoiceLines", line);
        var number = state.Store.Next("id:OutgoingInvoiceLines", 500001);
        posted["Id"] = number;
        posted["NetPostedAmount"] = line["NetAmount"]!.DeepClone();
        posted["TotalPostedAmount"] = line["TotalAmount"]!.DeepClone();
        posted["ProductUnitPrice"] ??= 0;
        posted["SortOrder"] ??= 0;
        posted["VatRate"] ??= 0;
        posted["IsAccrued"] = line["Accrual"] is not null;
        return new("OutgoingInvoiceLines", number.ToString(CultureInfo.InvariantCulture), invoiceId, posted, []);
    }

    /// <summary>What an order and its invoice call by the same name.</summary>
    private static JsonObject Copy(string target, JsonObject shown)
    {
        var copy = new JsonObject();
        foreach (var field in GoSchema.Get(target).Fields)
            if (shown[field.Name] is { } value && field.Type != "object") copy[field.Name] = value.DeepClone();
        return copy;
    }
}
