using System.Text.Json.Nodes;
using SesamTalk.Web.Sandbox;
using Shouldly;

namespace SesamTalk.Tests.Web.Sandbox;

public sealed class GoWriteTests : GoTest
{
    [Fact]
    public async Task A_person_reads_as_first_and_last_name()
    {
        var id = await CustomerAsync("""{"IsPerson":true,"FirstName":"Åse","LastName":"Bærøe","InvoiceDeliveryType":"Print"}""");
        (await GetAsync("Customers/" + id)).Body!["Name"]!.ToString().ShouldBe("Åse Bærøe");
        (await PatchAsync("Customers/" + id, "/LastName", "Ødegård")).Body!["Name"]!.ToString().ShouldBe("Åse Ødegård");
    }

    [Theory]
    [InlineData("""{"IsPerson":true,"Name":"Åse Bærøe","EmailAddress":"a@b.example"}""", "FirstName")]
    [InlineData("""{"EmailAddress":"a@b.example"}""", "Name is required")]
    [InlineData("""{"Name":"Fjord AS"}""", "PdfByEmail")]
    [InlineData("""{"Name":"Fjord AS","InvoiceDeliveryType":"Print","MailAddress":{"City":"Oslo"}}""", "ZipCode")]
    [InlineData("""{"Name":"Fjord AS","InvoiceDeliveryType":"Print","MailAddress":{"City":"Oslo","ZipCode":"0182","CountryCode":"NOR"}}""", "CountryCode")]
    [InlineData("""{"Name":"Fjord AS","InvoiceDeliveryType":"Print","ShoeSize":44}""", "ShoeSize")]
    [InlineData("""{"Name":"Fjord AS","InvoiceDeliveryType":1}""", "InvoiceDeliveryType")]
    [InlineData("""{"Name":"Fjord AS","InvoiceDeliveryType":"Print","Number":5}""", "number series")]
    [InlineData("""{"Name":"Fjord AS","InvoiceDeliveryType":"Print","ExternalImportReference":"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}""", "50")]
    [InlineData("""{"Name":"Fjord AS","Name":"Fjord AS"}""", "Duplicate")]
    public async Task What_go_would_not_take_is_400_and_says_why(string body, string why)
    {
        var refused = await PostAsync("Customers", body);
        refused.Status.ShouldBe(400);
        refused.Detail.ShouldContain(why);
        refused.Body!["status"]!.GetValue<int>().ShouldBe(400);
    }

    [Fact]
    public async Task Only_patchable_properties_can_be_patched_by_their_exact_names()
    {
        var id = await CompanyAsync();
        (await PatchAsync("Customers/" + id, "/MailAddress/City", "Tromsø")).Body!["MailAddress"]!["City"]!.ToString().ShouldBe("Tromsø");
        (await PatchAsync("Customers/" + id, "/name", "Fjord AS")).Status.ShouldBe(400);
        (await PatchAsync("Customers/" + id, "/DepartmentCode", "10")).Detail.ShouldContain("'DepartmentCode' was not found");
        (await PatchAsync("Customers/" + id, "/MailAddress/Id", 7)).Status.ShouldBe(400);
        (await PatchAsync("Customers/999", "/Name", "Fjord AS")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task An_address_that_is_null_takes_a_whole_address_only()
    {
        var id = await CustomerAsync("""{"Name":"Fjord AS","InvoiceDeliveryType":"Print"}""");
        (await PatchAsync("Customers/" + id, "/MailAddress/City", "Oslo")).Status.ShouldBe(400);
        (await PatchAsync("Customers/" + id, "/MailAddress", new JsonObject { ["City"] = "Oslo" })).Status.ShouldBe(400);
        var whole = await PatchAsync("Customers/" + id, "/MailAddress", new JsonObject { ["City"] = "Oslo", ["ZipCode"] = "0182" });
        whole.Body!["MailAddress"]!["City"]!.ToString().ShouldBe("Oslo");
    }

    [Fact]
    public async Task A_patch_may_be_sent_as_json_unless_go_is_strict()
    {
        var id = await CompanyAsync();
        (await PatchAsync("Customers/" + id, "/Name", "Fjord AS", "application/json")).Status.ShouldBe(200);
        await ControlAsync(SandboxHost.PowerOfficeGo, "dials", new JsonObject { ["strictPatchMediaType"] = true });
        (await PatchAsync("Customers/" + id, "/Name", "Nord AS", "application/json")).Status.ShouldBe(415);
        (await PatchAsync("Customers/" + id, "/Name", "Nord AS")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task The_dials_for_what_is_not_known_of_go_make_it_stricter_or_milder()
    {
        var bare = await CustomerAsync("""{"Name":"Bar AS","InvoiceDeliveryType":"Print"}""");
        (await PatchAsync("Customers/" + bare, "/MailAddress/City", "Bodø")).Status.ShouldBe(400);
        (await PostAsync("Departments", """{"Code":"10","Name":"Butikk","Colour":"red"}""")).Status.ShouldBe(400);
        (await PostAsync("SalesOrders/Complete", """{"CurrencyCode":"NOK","SalesOrderLines":[{"Description":"Frakt"}]}""")).Status.ShouldBe(201);
        (await GetAsync("Customers")).Page.ShouldNotBeNull();

        await ControlAsync(SandboxHost.PowerOfficeGo, "dials", new JsonObject { ["patchBelowNullObject"] = true, ["ignoreUnknownProperties"] = true, ["orderNeedsCustomer"] = true, ["paginationHeader"] = false });
        (await PatchAsync("Customers/" + bare, "/MailAddress/City", "Bodø")).Status.ShouldBe(200);
        (await PostAsync("Departments", """{"Code":"10","Name":"Butikk","Colour":"red"}""")).Status.ShouldBe(201);
        (await PostAsync("SalesOrders/Complete", """{"CurrencyCode":"NOK","SalesOrderLines":[{"Description":"Frakt"}]}""")).Status.ShouldBe(400);
        (await GetAsync("Customers")).Page.ShouldBeNull();
    }

    [Fact]
    public async Task An_address_edit_does_not_move_the_customers_stamp()
    {
        var id = await CompanyAsync();
        Clock.Advance(TimeSpan.FromMinutes(1));
        var moved = (await PatchAsync("Customers/" + id, "/MailAddress/City", "Bodø")).Body!;
        moved["LastChangedDateTimeOffset"]!.ToString().ShouldBe("2025-03-14T09:26:53.5897932Z");
        moved["MailAddress"]!["LastChangedDateTimeOffset"]!.ToString().ShouldBe("2025-03-14T09:27:53.5897932Z");
        (await GetAsync("Customers?lastChangedDateTimeOffsetGreaterThan=2025-03-14T09:27:00Z")).Status.ShouldBe(204);
        (await PatchAsync("Customers/" + id, "/PhoneNumber", "+47 400 00 000")).Body!["LastChangedDateTimeOffset"]!.ToString().ShouldBe("2025-03-14T09:27:53.5897932Z");
    }

    [Fact]
    public async Task A_patch_that_changes_nothing_is_not_a_write()
    {
        var id = await CompanyAsync();
        Clock.Advance(TimeSpan.FromMinutes(1));
        (await PatchAsync("Customers/" + id, "/MailAddress/City", "Oslo")).Status.ShouldBe(200);
        (await JournalAsync(SandboxHost.PowerOfficeGo)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_reference_is_shown_with_its_twin_and_must_exist()
    {
        (await PostAsync("Departments", """{"Code":"10","Name":"Butikk"}""")).Body!["IsActive"]!.GetValue<bool>().ShouldBeFalse();
        var id = await CustomerAsync("""{"Name":"Fjord AS","InvoiceDeliveryType":"Print","DepartmentCode":"10"}""");
        (await GetAsync("Customers/" + id)).Body!["DepartmentId"]!.GetValue<long>().ShouldBe(10001);
        await PatchAsync("Departments/10001", "/Code", "11");
        (await GetAsync("Customers/" + id)).Body!["DepartmentCode"]!.ToString().ShouldBe("11");
        (await PatchAsync("Customers/" + id, "/DepartmentId", 77)).Status.ShouldBe(404);
        (await PostAsync("Customers", """{"Name":"Nord AS","InvoiceDeliveryType":"Print","DepartmentCode":"77"}""")).Status.ShouldBe(404);
        (await DeleteAsync("Departments/10001")).Status.ShouldBe(409);
    }

    [Fact]
    public async Task A_taken_reference_names_the_customer_that_holds_it()
    {
        var id = await CustomerAsync("""{"Name":"Fjord AS","InvoiceDeliveryType":"Print","ExternalImportReference":"C1001"}""");
        var refused = await PostAsync("Customers", """{"Name":"Fjord AS","InvoiceDeliveryType":"Print","ExternalImportReference":"C1001"}""");
        refused.Status.ShouldBe(400);
        refused.Detail.ShouldContain(id);
    }

    [Fact]
    public async Task A_contact_is_one_in_all_its_roles()
    {
        var id = await CompanyAsync();
        await ControlAsync(SandboxHost.PowerOfficeGo, "edit", new JsonObject { ["entity"] = "Suppliers", ["op"] = "create", ["id"] = id });
        (await GetAsync("Suppliers/" + id)).Body!["EmailAddress"]!.ToString().ShouldBe("post@blaklokke.example");
        await PatchAsync("Suppliers/" + id, "/MailAddress/City", "Alta");
        (await GetAsync("Customers/" + id)).Body!["MailAddress"]!["City"]!.ToString().ShouldBe("Alta");
        (await DeleteAsync("Customers/" + id)).Status.ShouldBe(409);
        (await JournalAsync(SandboxHost.PowerOfficeGo)).ShouldContain(entry => entry.StartsWith($"create Suppliers {id} by user"));
    }

    [Fact]
    public async Task Contact_persons_stand_under_a_company()
    {
        var id = await CompanyAsync();
        (await PostAsync("ContactPersons/" + id, """{"FirstName":"Pål"}""")).Status.ShouldBe(400);
        var made = await PostAsync("ContactPersons/" + id, """{"FirstName":"Pål","LastName":"Vågen","IsDefault":true}""");
        made.Status.ShouldBe(201);
        var second = await PostAsync("ContactPersons/" + id, """{"FirstName":"Liv","LastName":"Vågen","IsDefault":true}""");
        (await GetAsync($"ContactPersons?contactIds={id}")).Body!.AsArray().Select(one => one!["IsDefault"]!.GetValue<bool>()).ShouldBe([false, true]);
        (await GetAsync($"ContactPersons/77/{second.Body!["Id"]}")).Status.ShouldBe(404);
        var person = await CustomerAsync("""{"IsPerson":true,"FirstName":"Åse","LastName":"Bærøe","InvoiceDeliveryType":"Print"}""");
        (await PostAsync("ContactPersons/" + person, """{"FirstName":"Pål","LastName":"Vågen"}""")).Status.ShouldBe(400);
        (await DeleteAsync($"ContactPersons/{id}/{made.Body!["Id"]}")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Stock_has_a_stamp_of_its_own()
    {
        var made = await PostAsync("Products", """{"Name":"Båtlakk","IsStockItem":true,"StockOnHand":3}""");
        made.Status.ShouldBe(200);
        Clock.Advance(TimeSpan.FromMinutes(1));
        var moved = (await PatchAsync("Products/" + made.Body!["Id"], "/StockOnHand", 5)).Body!;
        moved["LastChangedDateTimeOffset"]!.ToString().ShouldBe("2025-03-14T09:26:53.5897932Z");
        moved["StockOnHandLastChangedDatetimeOffset"]!.ToString().ShouldBe("2025-03-14T09:27:53.5897932Z");
        (await PostAsync("Products", """{"Name":"Råd","StockOnHand":3}""")).Status.ShouldBe(400);
    }
}
