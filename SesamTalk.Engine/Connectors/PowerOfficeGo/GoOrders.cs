using SesamTalk.Engine.Connectors.PowerOfficeGo.Entities;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.PowerOfficeGo;

/// <summary>Sales orders and their lines: a header's lines cost a request of their own, and a sent order lives on as an invoice.</summary>
internal sealed class GoOrders(GoApi api)
{
    private const int AtOnce = 8;
    private const string LinesPath = "SalesOrderLines";

    /// <summary>The headers with their lines; an order that is gone by now is left out.</summary>
    public async Task<Answer<List<Record>>> WithLinesAsync(IReadOnlyList<Record> headers, CancellationToken cancellation)
    {
        var whole = new List<Record>();
        foreach (var chunk in headers.Chunk(AtOnce))
        {
            foreach (var answer in await Task.WhenAll(chunk.Select(header => LinesOfAsync(header, cancellation))))
            {
                if (!answer.Is(out var lines, out var error)) return error;
                if (!lines.IsUnknown) whole.Add(lines.Order.With([new(LinesPath, new ElementList([.. lines.Lines]))]));
            }
        }

        return whole;
    }

    /// <summary>The lines of these orders, each under the key that holds its order's.</summary>
    public async Task<Answer<List<Record>>> LinesAsync(IReadOnlyList<Record> headers, CancellationToken cancellation)
    {
        var all = new List<Record>();
        foreach (var chunk in headers.Chunk(AtOnce))
        {
            foreach (var answer in await Task.WhenAll(chunk.Select(header => LinesOfAsync(header, cancellation))))
            {
                if (!answer.Is(out var lines, out var error)) return error;
                all.AddRange(lines.Lines.Select(line => GoPlaces.Keyed(SalesOrderLines.Entity, line, lines.Order.Id!.Value.Text)));
            }
        }

        return all;
    }

    /// <summary>One order, whole; where it is gone from the orders, the invoice that it became, as far as the two are alike.</summary>
    public async Task<Answer<GoRead>> ReadAsync(RecordId id, CancellationToken cancellation)
    {
        if (!(await api.ReadAsync(SalesOrders.Entity, $"/SalesOrders/{id}/Complete", cancellation)).Is(out var order, out var error)) return error;
        if (order.Record is not null) return order;
        if (!(await api.ReadAsync(OutgoingInvoices.Entity, $"/OutgoingInvoices/{id}", cancellation)).Is(out var invoice, out error)) return error;
        return new GoRead(invoice.Record is { } sent ? AsOrder(sent) : null);
    }

    private async Task<Answer<OrderLines>> LinesOfAsync(Record header, CancellationToken cancellation)
    {
        if (header["LineCount"] is 0L) return new OrderLines(header, [], false);
        var lines = new List<Record>();
        await foreach (var answer in api.PagesAsync(SalesOrderLines.Entity, $"/SalesOrders/{header.Id}/Lines", [], cancellation))
        {
            if (!answer.Is(out var page, out var error)) return error;
            if (page.IsUnknown) return new OrderLines(header, [], true);
            lines.AddRange(page.Records);
        }

        return new OrderLines(header, [.. lines.OrderBy(line => line["SortOrder"] as long? ?? long.MaxValue)], false);
    }

    private static Record AsOrder(Record invoice)
    {
        var schema = SalesOrders.Entity.Schema;
        var alike = invoice.Known().Where(pair => schema.Find(pair.Key) is { IsReadOnly: false } same && same.Type == invoice.Schema.Find(pair.Key)!.Type);
        return Record.Of(schema, invoice.Id, alike.Append(new("Id", invoice["Id"])).Append(new("SalesOrderNo", invoice["OrderNo"])).Append(new("SalesOrderDate", invoice["OrderDate"])));
    }

    private sealed record OrderLines(Record Order, IReadOnlyList<Record> Lines, bool IsUnknown);
}
