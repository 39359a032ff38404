using System.Text;
using SesamTalk.Engine.Connectors.PowerOfficeGo;
using SesamTalk.Engine.Connectors.PowerOfficeGo.Entities;
using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Records;
using Shouldly;
using Record = SesamTalk.Engine.Records.Record;

namespace SesamTalk.Tests.Engine.Connectors.PowerOfficeGo;

public sealed class PatchTests
{
    private static readonly Schema Schema = Customers.Entity.Schema;

    [Fact]
    public void Only_what_differs_is_replaced() => Patch(
        [new("Name", "Ny AS"), new("IsPerson", false)],
        [new("Name", "Gammel AS"), new("IsPerson", false)])
        .ShouldBe("""[{"op":"replace","path":"/Name","value":"Ny AS"}]""");

    [Fact]
    public void Null_is_a_value_like_any_other() => Patch([new("EmailAddress", null)], [new("EmailAddress", "post@fjord.example")])
        .ShouldBe("""[{"op":"replace","path":"/EmailAddress","value":null}]""");

    [Fact]
    public void Numbers_days_and_yes_or_no_are_written_as_such() => Patch(
        [new("DepartmentId", 12L), new("Allowance", 12.5m), new("CustomerSince", new DateOnly(2024, 2, 29)), new("IsArchived", true)],
        [new("DepartmentId", null), new("Allowance", null), new("CustomerSince", null), new("IsArchived", false)])
        .ShouldBe("""[{"op":"replace","path":"/Allowance","value":12.5},{"op":"replace","path":"/CustomerSince","value":"2024-02-29"},{"op":"replace","path":"/DepartmentId","value":12},{"op":"replace","path":"/IsArchived","value":true}]""");

    [Fact]
    public void Below_an_address_that_is_there_one_member_is_replaced() => Patch(
        [new("MailAddress.City", "Bodø")],
        [new("MailAddress.City", "Oslo"), new("MailAddress.ZipCode", "0150"), new("MailAddress.AddressLine1", null)])
        .ShouldBe("""[{"op":"replace","path":"/MailAddress/City","value":"Bodø"}]""");

    [Fact]
    public void Below_an_address_that_is_null_the_whole_address_is_added() => Patch(
        [new("MailAddress.City", "Bodø"), new("MailAddress.ZipCode", "8006")],
        NoAddress)
        .ShouldBe("""[{"op":"add","path":"/MailAddress","value":{"City":"Bodø","ZipCode":"8006"}}]""");

    [Fact]
    public void An_address_that_is_added_has_its_required_members_even_when_nobody_gave_them() => Patch([new("MailAddress.City", "Bodø")], NoAddress)
        .ShouldBe("""[{"op":"add","path":"/MailAddress","value":{"City":"Bodø","ZipCode":null}}]""");

    [Fact]
    public void Clearing_below_an_address_that_is_null_is_nothing() => Patch([new("MailAddress.City", null)], NoAddress).ShouldBe("[]");

    [Fact]
    public void Twins_and_computed_properties_cannot_be_patched()
    {
        var closed = Edits.Closed(Schema, ["DepartmentCode", "Name", "IsActive"]);
        closed!.Properties.Select(p => p.Path).ShouldBe(["DepartmentCode", "IsActive"]);
    }

    [Fact]
    public void A_create_leaves_nulls_out_and_names_the_delivery_when_there_is_no_address_for_mail() =>
        Post([new("Name", "Fjord AS"), new("PhoneNumber", null)]).ShouldBe("""{"ExternalImportReference":"ref","InvoiceDeliveryType":"Print","Name":"Fjord AS"}""");

    [Fact]
    public void A_create_with_an_e_mail_leaves_the_delivery_to_the_system() =>
        Post([new("Name", "Fjord AS"), new("EmailAddress", "post@fjord.example")]).ShouldBe("""{"EmailAddress":"post@fjord.example","ExternalImportReference":"ref","Name":"Fjord AS"}""");

    [Fact]
    public void A_create_sends_a_nested_address_with_its_required_members() =>
        Post([new("Name", "Fjord AS"), new("EmailAddress", "a@b.example"), new("MailAddress.AddressLine1", "Kaia 1"), new("MailAddress.City", "Bodø")])
            .ShouldContain("""
                "MailAddress":{"AddressLine1":"Kaia 1","City":"Bodø","ZipCode":null}
                """.Trim());

    [Fact]
    public void The_reference_does_not_push_a_value_of_its_own_aside() =>
        Post([new("Name", "Fjord AS"), new("ExternalImportReference", "mine")]).ShouldContain("\"ExternalImportReference\":\"mine\"");

    private static KeyValuePair<string, object?>[] NoAddress =>
        [.. Schema.Properties.Where(p => p.Path.StartsWith("MailAddress.", StringComparison.Ordinal)).Select(p => KeyValuePair.Create(p.Path, (object?)null))];

    private static string Patch(KeyValuePair<string, object?>[] values, KeyValuePair<string, object?>[] current)
    {
        var (wanted, held) = (Record.Of(Schema, null, values), Record.Of(Schema, null, current));
        return Encoding.UTF8.GetString(GoPatch.Build(Customers.Entity, wanted, held, Edits.Changed(wanted, held)));
    }

    private static string Post(KeyValuePair<string, object?>[] values) =>
        Encoding.UTF8.GetString(GoPost.Build(Customers.Entity, GoPost.Complete(Customers.Entity, Record.Of(Schema, null, values), "ref")));
}
