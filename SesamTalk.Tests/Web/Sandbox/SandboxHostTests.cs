using System.Text;
using System.Text.Json.Nodes;
using SesamTalk.Web.Sandbox;
using SesamTalk.Web.Sandbox.Story;
using Shouldly;

namespace SesamTalk.Tests.Web.Sandbox;

public sealed class SandboxHostTests : GoTest
{
    internal override SandboxOptions Options => base.Options with { Seed = true, Only = null };

    [Fact]
    public async Task The_story_stands_in_both_systems_and_can_be_matched()
    {
        var customers = (await GetAsync("Customers")).Body!.AsArray();
        customers.Count.ShouldBe(36);
        customers.Count(one => one!["IsPerson"]!.GetValue<bool>()).ShouldBe(18);
        (await GetAsync("SalesOrders")).Body!.AsArray().Count.ShouldBeGreaterThan(10);
        (await GetAsync("ContactPersons")).Status.ShouldBe(200);
        var companies = (await UnnamedAsync("customers-company"))["items"]!.AsArray();
        var numbers = customers.Select(one => one!["OrganizationNumber"]?.ToString()).OfType<string>().ToHashSet();
        companies.Count(one => numbers.Contains(one!["org_no"]!.ToString())).ShouldBe(16);
        companies.Count.ShouldBe(17);
        var orders = (await GetAsync("SalesOrders")).Body!.AsArray().Select(one => one!["ImportedOrderNo"]!.ToString()).ToHashSet();
        (await UnnamedAsync("invoices"))["items"]!.AsArray().Count(one => orders.Contains(one!["number"]!.ToString())).ShouldBeGreaterThan(8);
    }

    [Fact]
    public async Task Organisation_numbers_have_their_check_digit()
    {
        int[] weights = [3, 2, 7, 6, 5, 4, 3, 2, 1];
        foreach (var company in (await UnnamedAsync("customers-company"))["items"]!.AsArray())
            company!["org_no"]!.ToString().Select((digit, at) => (digit - '0') * weights[at]).Sum().ShouldSatisfyAllConditions(sum => (sum % 11).ShouldBe(0));
    }

    [Fact]
    public void The_same_seed_tells_the_same_story()
    {
        var (one, two) = (new DemoStory(7, new()), new DemoStory(7, new()));
        one.Companies.ShouldBe(two.Companies);
        one.Persons.ShouldBe(two.Persons);
        one.Persons.ShouldNotBe(new DemoStory(8, new()).Persons);
        one.Persons.ShouldContain(person => person.OtherCity != null);
    }

    [Fact]
    public async Task A_restart_changes_nothing()
    {
        var before = (await GetAsync("Customers")).Text + (await GetAsync("SalesOrders")).Text;
        await RestartAsync();
        ((await GetAsync("Customers")).Text + (await GetAsync("SalesOrders")).Text).ShouldBe(before);
        var made = await PostAsync("Customers", """{"Name":"Ny AS","InvoiceDeliveryType":"Print"}""");
        made.Status.ShouldBe(201);
    }

    [Fact]
    public async Task A_killed_process_loses_no_answered_write()
    {
        await PostAsync("Customers", """{"Name":"Siste AS","InvoiceDeliveryType":"Print"}""");
        var copy = Directory.CreateTempSubdirectory("sandbox-");
        Directory.CreateDirectory(Path.Combine(copy.FullName, "sandbox"));
        foreach (var file in Directory.GetFiles(Path.Combine(Options.DataFolder, "sandbox")))
            File.Copy(file, Path.Combine(copy.FullName, "sandbox", Path.GetFileName(file)));
        var before = (await GetAsync("Customers")).Text;
        await Host.DisposeAsync();
        await using (Host = await SandboxHost.StartAsync(Options with { DataFolder = copy.FullName }))
            (await GetAsync("Customers")).Text.ShouldBe(before);
        copy.Delete(recursive: true);
    }

    [Fact]
    public async Task A_folder_belongs_to_one_process()
    {
        var refused = await Should.ThrowAsync<IOException>(() => SandboxHost.StartAsync(Options));
        refused.Message.ShouldContain("in use by another process");
    }

    [Fact]
    public void The_sandboxes_know_nothing_of_the_engine_but_how_to_load_its_database()
    {
        // The demo connects the sandboxes with the engine, as a person would; it is no part of them.
        var sources = Directory.GetFiles(Path.Combine(Solution.Root, "SesamTalk.Web", "Sandbox"), "*.cs", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) is not ("DemoInstallation.cs" or "DemoSystems.cs" or "DemoRound.cs")).ToArray();
        sources.Length.ShouldBeGreaterThan(40);
        sources.SelectMany(File.ReadAllLines).Where(line => line.Contains("SesamTalk.Engine"))
            .ShouldHaveSingleItem().ShouldContain("NativeSetup");
    }

    [Fact]
    public async Task A_taken_port_gives_way_to_a_free_one()
    {
        var taken = Host.Address(SandboxHost.Unnamed).Port;
        var folder = Directory.CreateTempSubdirectory("sandbox-");
        await using (var second = await SandboxHost.StartAsync(Options with { DataFolder = folder.FullName, UnnamedPort = taken }))
            second.Address(SandboxHost.Unnamed).Port.ShouldNotBe(taken);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_reply_that_is_lost_was_carried_out()
    {
        await ControlAsync(SandboxHost.PowerOfficeGo, "faults", new JsonObject { ["kind"] = "reply-lost", ["method"] = "POST" });
        await Should.ThrowAsync<HttpRequestException>(() => PostAsync("Customers", """{"Name":"Tapt AS","InvoiceDeliveryType":"Print"}"""));
        (await JournalAsync(SandboxHost.PowerOfficeGo)).Single().ShouldContain("create Customers");
        (await GetAsync("Customers?OrderBy=Id desc&PageSize=1&Fields=Name")).Text.ShouldContain("Tapt AS");
    }

    [Fact]
    public async Task A_silent_system_has_carried_out_what_it_never_answers_and_answers_what_came_before()
    {
        await ControlAsync(SandboxHost.PowerOfficeGo, "faults", new JsonObject { ["kind"] = "silent", ["method"] = "POST", ["after"] = 1 });
        await PostAsync("Customers", """{"Name":"Svart AS","InvoiceDeliveryType":"Print"}""");
        using var hangsUp = new CancellationTokenSource();
        var silent = PostAsync("Customers", """{"Name":"Taus AS","InvoiceDeliveryType":"Print"}""", hangsUp.Token);
        while ((await JournalAsync(SandboxHost.PowerOfficeGo)).Count < 2) await Task.Yield();
        silent.IsCompleted.ShouldBeFalse();
        await hangsUp.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(silent);
        (await GetAsync("Customers?OrderBy=Id desc&PageSize=1&Fields=Name")).Text.ShouldContain("Taus AS");
    }

    [Fact]
    public async Task A_fault_is_used_up_after_its_count()
    {
        await ControlAsync(SandboxHost.PowerOfficeGo, "faults", new JsonObject { ["kind"] = "status", ["status"] = 503, ["count"] = 2, ["path"] = "/Suppliers" });
        (await GetAsync("Customers")).Status.ShouldBe(200);
        (await GetAsync("Suppliers")).Status.ShouldBe(503);
        (await GetAsync("Suppliers")).Status.ShouldBe(503);
        (await GetAsync("Suppliers")).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("html", 200)]
    [InlineData("slow", 200)]
    public async Task Other_faults_answer_all_the_same(string kind, int status)
    {
        await ControlAsync(SandboxHost.PowerOfficeGo, "faults", new JsonObject { ["kind"] = kind, ["milliseconds"] = 1 });
        var answer = await GetAsync("Customers");
        answer.Status.ShouldBe(status);
        (answer.Body is null).ShouldBe(kind == "html");
    }

    [Fact]
    public async Task Half_an_answer_breaks_off()
    {
        await ControlAsync(SandboxHost.PowerOfficeGo, "faults", new JsonObject { ["kind"] = "half" });
        await Should.ThrowAsync<HttpRequestException>(() => GetAsync("Customers"));
        (await GetAsync("Customers")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task An_order_to_a_person_at_a_company_is_that_persons_invoice()
    {
        var orders = (await GetAsync("SalesOrders")).Body!.AsArray().Where(order => order!["CustomerId"] is null).ToList();
        orders.ShouldNotBeEmpty();
        foreach (var order in orders) order!["CustomerReferenceContactPersonId"].ShouldNotBeNull();
        var invoices = (await UnnamedAsync("invoices"))["items"]!.AsArray();
        foreach (var invoice in invoices.Where(one => orders.Any(order => order!["ImportedOrderNo"]!.ToString() == one!["number"]!.ToString())))
            invoice!["customer"]!.ToString().ShouldStartWith("P");
    }

    [Fact]
    public async Task The_clock_can_be_put_on_and_stays_so_over_a_restart()
    {
        await ControlAsync(SandboxHost.PowerOfficeGo, "clock", new JsonObject { ["advanceSeconds"] = 1200 });
        (await GetAsync("Customers")).Status.ShouldBe(401);
        await RestartAsync();
        (await GetAsync("Customers")).Status.ShouldBe(401);
    }

    [Fact]
    public async Task A_page_of_another_site_cannot_turn_the_dials()
    {
        using var form = new StringContent("{}", Encoding.UTF8, "text/plain");
        using var refused = await Http.PostAsync(new Uri(Host.Address(SandboxHost.PowerOfficeGo), "_sandbox/dials"), form);
        ((int)refused.StatusCode).ShouldBe(404);
        using var renamed = new HttpRequestMessage(HttpMethod.Get, new Uri(Host.Address(SandboxHost.PowerOfficeGo), "_sandbox/journal"));
        renamed.Headers.Host = "evil.example";
        using var elsewhere = await Http.SendAsync(renamed);
        ((int)elsewhere.StatusCode).ShouldBe(404);
    }

    private async Task<JsonNode> UnnamedAsync(string entity)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Host.Address(SandboxHost.Unnamed), $"api/{entity}?per_page=500"));
        request.Headers.Authorization = new("Bearer", Options.UnnamedApiKey);
        using var response = await Http.SendAsync(request);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }
}
