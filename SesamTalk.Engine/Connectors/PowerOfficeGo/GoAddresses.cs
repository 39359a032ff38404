using System.Runtime.CompilerServices;
using SesamTalk.Engine.Connectors.PowerOfficeGo.Entities;
using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.PowerOfficeGo;

/// <summary>
/// The derived entity of addresses. Its keys are <c>mail-CONTACT</c> and <c>delivery-CONTACT-ID</c>; a contact that is both
/// customer and supplier has one mail address, which both lists show alike.
/// </summary>
internal sealed class GoAddresses(GoReader reader, GoWriter writer)
{
    private const string Below = "MailAddress.";
    private static readonly string[] Shared = ["AddressLine1", "AddressLine2", "ZipCode", "City", "CountryCode", "ExternalCode", GoEntity.Stamp];
    private static readonly GoEntity[] Contacts = [Customers.Entity, Suppliers.Entity];

    /// <summary>All addresses; an address edit moves no stamp that a list could be asked for, so every read is a full one.</summary>
    public async IAsyncEnumerable<Answer<ChangePage>> ReadChangesAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var entity in (GoEntity[])[.. Contacts, ContactDeliveryAddresses.Entity])
        {
            var isLastList = entity == ContactDeliveryAddresses.Entity;
            await foreach (var answer in reader.ReadChangesAsync(entity, null, cancellation))
            {
                if (!answer.Is(out var page, out var error)) { yield return error; yield break; }
                var changes = page.Changes.Select(change => Of(entity, change.Record!)).OfType<Record>().Select(GoChanges.Of).ToList();
                yield return new ChangePage(changes, page.IsLast && isLastList, null);
            }
        }
    }

    /// <summary>One address, fresh.</summary>
    public async Task<Answer<GoRead>> ReadAsync(RecordId id, CancellationToken cancellation)
    {
        if (!(await OwnerAsync(id, cancellation)).Is(out var owner, out var error)) return error;
        return new GoRead(owner.Record is { } held ? Of(owner.Entity, held) : null);
    }

    /// <summary>The addresses with a value; Go has no filter for them.</summary>
    public async Task<Answer<Findings>> FindAsync(string path, object value, CancellationToken cancellation)
    {
        if (path == "Id")
        {
            if (!(await ReadAsync(RecordId.From(value)!.Value, cancellation)).Is(out var read, out var trouble)) return trouble;
            return new Findings(read.Record is { } one ? [GoChanges.Of(one)] : []);
        }

        var found = new List<Change>();
        await foreach (var answer in ReadChangesAsync(cancellation))
        {
            if (!answer.Is(out var page, out var error)) return error;
            found.AddRange(page.Changes.Where(change => GoReader.Fits(change.Record![path], value) && found.TrueForAll(other => other.Id != change.Id)));
        }

        return new Findings(found);
    }

    /// <summary>Carries out one write, on the delivery address or on the contact that holds the mail address.</summary>
    public async Task<Answer<Written>> WriteAsync(Write write, CancellationToken cancellation)
    {
        var values = Edits.In(Addresses.Entity.Schema, write.Values);
        if (write.Kind == WriteKind.Create) return await CreateAsync(values, write.Reference, cancellation);
        if (!(await OwnerAsync(write.Id!.Value, cancellation)).Is(out var owner, out var error)) return error;
        if (owner.Record is not { } held || Of(owner.Entity, held) is not { } current) return new ConnectorError.Stale($"The address {write.Id} is no longer there.");
        if (write.Kind == WriteKind.Update)
        {
            var changed = Edits.Changed(values, current);
            if (Edits.Closed(Addresses.Entity.Schema, changed) is { } closed) return closed;
            return Back(owner.Entity, write.Id.Value, await writer.WriteAsync(owner.Entity, Beneath(owner, Edits.Only(values, changed)), cancellation));
        }

        if (write.Kind == WriteKind.Delete && owner.Entity == ContactDeliveryAddresses.Entity)
            return Back(owner.Entity, write.Id.Value, await writer.WriteAsync(owner.Entity, new Write(owner.Entity.Name, WriteKind.Delete, held.Id, held, held, RecordVersion.None, null), cancellation));
        return new ConnectorError.Rejected([], "A mail address belongs to its customer or supplier and cannot be removed; it can be changed.");
    }

    private async Task<Answer<Written>> CreateAsync(Record values, string? reference, CancellationToken cancellation)
    {
        var filled = GoPost.Complete(Addresses.Entity, values, reference);
        if (filled["Kind"] is not Addresses.Mail)
        {
            var delivery = Record.Of(ContactDeliveryAddresses.Entity.Schema, null, filled.Known().Where(pair => pair.Key is not ("Id" or "Kind")));
            return Back(ContactDeliveryAddresses.Entity, null, await writer.WriteAsync(ContactDeliveryAddresses.Entity, new Write(ContactDeliveryAddresses.Entity.Name, WriteKind.Create, null, delivery, null, RecordVersion.None, null), cancellation));
        }

        var id = new RecordId($"{Addresses.Mail}-{RecordId.From(filled["ContactId"])}");
        if (!(await OwnerAsync(id, cancellation)).Is(out var owner, out var error)) return error;
        if (owner.Record is null) return new ConnectorError.Rejected([new("ContactId", "There is no such customer or supplier.")], $"There is no customer or supplier {filled["ContactId"]} to give an address to.");
        if (Of(owner.Entity, owner.Record) is not null) return new ConnectorError.Rejected([new("ContactId", "It has a mail address.")], $"The contact {filled["ContactId"]} has a mail address already.");
        return Back(owner.Entity, id, await writer.WriteAsync(owner.Entity, Beneath(owner, filled), cancellation));
    }

    /// <summary>The record that holds an address: a contact, or the delivery address itself.</summary>
    private async Task<Answer<Owner>> OwnerAsync(RecordId id, CancellationToken cancellation)
    {
        if (id.Text.Split('-') is [Addresses.Delivery, var contact, var own] && long.TryParse(contact, out var contactId))
        {
            var known = Record.Of(ContactDeliveryAddresses.Entity.Schema, null, KeyValuePair.Create("ContactId", (object?)contactId));
            if (!(await reader.ReadAsync(ContactDeliveryAddresses.Entity, new RecordId(own), known, cancellation)).Is(out var read, out var error)) return error;
            return new Owner(ContactDeliveryAddresses.Entity, read.Record);
        }

        if (id.Text.Split('-') is not [Addresses.Mail, var holder]) return new Owner(Customers.Entity, null);
        foreach (var entity in Contacts)
        {
            if (!(await reader.ReadAsync(entity, new RecordId(holder), null, cancellation)).Is(out var read, out var error)) return error;
            if (read.Record is not null) return new Owner(entity, read.Record);
        }

        return new Owner(Customers.Entity, null);
    }

    /// <summary>The address in a record; null where the contact has none.</summary>
    private static Record? Of(GoEntity entity, Record held)
    {
        var isMail = entity != ContactDeliveryAddresses.Entity;
        var contact = isMail ? held["Id"] : held["ContactId"];
        var prefix = isMail ? Below : "";
        if (isMail && Shared.All(path => held[prefix + path] is null or Absent)) return null;
        var id = isMail ? $"{Addresses.Mail}-{contact}" : $"{Addresses.Delivery}-{contact}-{held["Id"]}";
        return Record.Of(Addresses.Entity.Schema, new RecordId(id),
            [.. Shared.Select(path => KeyValuePair.Create(path, held[prefix + path])), new("Id", id), new("Kind", isMail ? Addresses.Mail : Addresses.Delivery), new("ContactId", contact)]);
    }

    private static Write Beneath(Owner owner, Record values)
    {
        var prefix = owner.Entity == ContactDeliveryAddresses.Entity ? "" : Below;
        var beneath = values.Known().Where(pair => Shared.Contains(pair.Key) && pair.Key != GoEntity.Stamp).Select(pair => KeyValuePair.Create(prefix + pair.Key, pair.Value));
        return new Write(owner.Entity.Name, WriteKind.Update, owner.Record!.Id, Record.Of(owner.Entity.Schema, null, beneath), owner.Record, RecordVersion.None, null);
    }

    private static Answer<Written> Back(GoEntity entity, RecordId? id, Answer<Written> answer)
    {
        if (!answer.Is(out var written, out var error)) return error is ConnectorError.Rejected refused ? Renamed(refused) : error;
        var after = written.After is { } record ? Of(entity, record) : null;
        return new Written(id ?? after?.Id ?? written.Id, after, after is null ? RecordVersion.None : GoChanges.VersionOf(after));
    }

    private static ConnectorError.Rejected Renamed(ConnectorError.Rejected refused) => refused with
    {
        Properties = [.. refused.Properties.Select(p => p.Path.StartsWith(Below, StringComparison.Ordinal) ? p with { Path = p.Path[Below.Length..] } : p)],
    };

    private sealed record Owner(GoEntity Entity, Record? Record);
}
