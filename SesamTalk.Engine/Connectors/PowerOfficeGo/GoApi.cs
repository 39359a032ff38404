using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.PowerOfficeGo;

/// <summary>The API's own words: pages of a list, one record, a write; bodies become records here.</summary>
internal sealed class GoApi(PowerOfficeGoSettings settings, Courier courier)
{
    private const int MostPages = 100_000;

    /// <summary>The settings.</summary>
    public PowerOfficeGoSettings Settings => settings;

    /// <summary>
    /// All pages of a list in the order of their ids. The last one is known by 204, by an empty list, by the pagination
    /// header, or without one by being short. A list that gives the same page again and again is garbled.
    /// </summary>
    public async IAsyncEnumerable<Answer<GoPage>> PagesAsync(
        GoEntity entity, string path, IReadOnlyList<KeyValuePair<string, string>> filters, [EnumeratorCancellation] CancellationToken cancellation)
    {
        RecordId? firstBefore = null;
        for (var number = 1; number <= MostPages; number++)
        {
            var answer = await PageAsync(entity, path, filters, number, cancellation);
            if (answer.Is(out var page, out _) && page.Records.Count > 0)
            {
                if (page.Records[0].Id == firstBefore) answer = new ConnectorError.Garbled($"PowerOffice Go gives the same page of {entity.Name} again and again.");
                firstBefore = page.Records[0].Id;
            }

            yield return answer;
            if (answer.Value is null or { IsLast: true }) yield break;
        }
    }

    /// <summary>One record, or null in it where Go says that there is none.</summary>
    public async Task<Answer<GoRead>> ReadAsync(GoEntity entity, string path, CancellationToken cancellation)
    {
        if (!(await GetAsync(path, [], cancellation)).Is(out var reply, out var error)) return error;
        if (reply.Status == HttpStatusCode.NotFound && !IsWebPage(reply)) return new GoRead(null);
        if (!reply.IsSuccess) return GoProblem.Of(reply).AsError(null);
        if (!Parsed(entity, reply).Is(out var read, out error)) return error;
        return read.Record is null ? Garbled(entity, reply, new UnfitJsonException("it is empty, which says neither that the record exists nor that it does not")) : read;
    }

    /// <summary>Sends a GET.</summary>
    public Task<Answer<WireReply>> GetAsync(string path, IReadOnlyList<KeyValuePair<string, string>> query, CancellationToken cancellation) =>
        courier.SendAsync(new WireRequest(HttpMethod.Get, settings.Address(path, query)), cancellation);

    /// <summary>Sends a write, once.</summary>
    public Task<Answer<WireReply>> SendAsync(HttpMethod method, string path, byte[]? body, string contentType, CancellationToken cancellation) =>
        courier.SendAsync(new WireRequest(method, settings.Address(path, [])) { Body = body, ContentType = contentType, IsWrite = true }, cancellation);

    /// <summary>The record of a body; null in it where the body is empty.</summary>
    public static Answer<GoRead> Parsed(GoEntity entity, WireReply reply)
    {
        if (reply.Body.Length == 0) return new GoRead(null);
        try
        {
            return new GoRead(Unmasked(entity, JsonRecords.Read(reply.Body, entity.Plan)));
        }
        catch (JsonException garbled)
        {
            return Garbled(entity, reply, garbled);
        }
    }

    private async Task<Answer<GoPage>> PageAsync(GoEntity entity, string path, IReadOnlyList<KeyValuePair<string, string>> filters, int number, CancellationToken cancellation)
    {
        List<KeyValuePair<string, string>> query =
        [
            .. filters,
            new("PageNumber", JsonValues.Text((long)number)),
            new("PageSize", JsonValues.Text((long)settings.PageSize)),
            new("OrderBy", "Id"),
        ];
        if (!(await GetAsync(path, query, cancellation)).Is(out var reply, out var error)) return error;
        if (reply.Status == HttpStatusCode.NoContent) return new GoPage([], true);
        if (reply.Status == HttpStatusCode.NotFound) return new GoPage([], true, IsUnknown: true);
        if (!reply.IsSuccess) return GoProblem.Of(reply).AsError(null);
        try
        {
            var records = JsonPage.Read(reply.Body, entity.Plan, "").Records.ConvertAll(record => Unmasked(entity, record));
            return new GoPage(records, records.Count == 0 || (GoPage.SaysLast(reply) ?? records.Count < settings.PageSize));
        }
        catch (JsonException garbled)
        {
            return Garbled(entity, reply, garbled);
        }
    }

    private static ConnectorError.Garbled Garbled(GoEntity entity, WireReply reply, JsonException why) => IsWebPage(reply)
        ? new($"PowerOffice Go answered with a web page instead of {entity.Name}. Check the address; there may be maintenance or a proxy in between.")
        : new($"PowerOffice Go's answer for {entity.Name} cannot be read: {UnfitException.WhyOf(why)}.");

    private static bool IsWebPage(WireReply reply) => reply.ContentType.Contains("html", StringComparison.OrdinalIgnoreCase);

    /// <summary>Without a right Go writes the word "hidden"; that is no value.</summary>
    private static Record Unmasked(GoEntity entity, Record record)
    {
        var hidden = entity.Masked.Where(path => record[path] is string text && text.Equals("hidden", StringComparison.OrdinalIgnoreCase)).ToList();
        return hidden.Count == 0 ? record : record.With(hidden.Select(path => KeyValuePair.Create(path, (object?)Absent.Instance)));
    }
}
