using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Web;
using SesamTalk.Web.Components.Pages.Systems;
using SesamTalk.Web.Sandbox;
using Shouldly;

namespace SesamTalk.Tests.Web.Pages.Systems;

/// <summary>The dials of a sandbox, turned from its system's page; the sandbox itself is asked what came of it.</summary>
public sealed class SandboxTabTests : PageTest
{
    private readonly TempFolder _sandboxes = new();
    private readonly HttpClient _http = new();
    private SandboxHost _host = null!;

    public SandboxTabTests() => Services.AddSingleton<SandboxAddress>(id => _host.Names.Contains(id) ? _host.Address(id) : null);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _host = await SandboxHost.StartAsync(new SandboxOptions { DataFolder = _sandboxes.Path, Seed = false, Only = [SandboxHost.PowerOfficeGo, SandboxHost.OpenSesam, SandboxHost.CustomCrm], PowerOfficeGoPort = 0, OpenSesamPort = 0, CustomCrmPort = 0 });
    }

    [Fact]
    public async Task A_turned_dial_is_turned_in_the_sandbox_and_the_others_stay()
    {
        var tab = Open(SandboxHost.PowerOfficeGo);
        tab.FindAll("[id^=dial-]").Count.ShouldBe(12, "every dial that PowerOffice Go heeds");
        tab.Find("#dial-replicaLagSeconds").Change("4.5");
        tab.Find("#dial-keyRevoked").Change(true);
        tab.Find("#dial-clockFrozenAt").Change(true);
        tab.Find("#dial-privileges").Change("Customer, Product_Full");
        await tab.Find("form").SubmitAsync();
        tab.WaitForAssertion(() => tab.Find("span[role=status]").TextContent.ShouldBe("The dials are turned."));

        var dials = await DialsAsync(SandboxHost.PowerOfficeGo);
        (dials["replicaLagSeconds"]!.GetValue<double>(), dials["keyRevoked"]!.GetValue<bool>(), dials["requestsPerSecond"]!.GetValue<double>()).ShouldBe((4.5, true, 10));
        dials["clockFrozenAt"].ShouldNotBeNull();
        dials["privileges"]!.AsArray().Select(one => one!.ToString()).ShouldBe(["Customer", "Product_Full"]);
        tab.Find("#dial-clockFrozenAt").Change(false);
        await tab.Find("form").SubmitAsync();
        tab.WaitForAssertion(() => tab.Find("#dial-keyRevoked").HasAttribute("checked").ShouldBeTrue());
        (await DialsAsync(SandboxHost.PowerOfficeGo))["clockFrozenAt"].ShouldBeNull();
    }

    [Fact]
    public async Task The_clock_is_moved_on_by_hours_and_days()
    {
        var tab = Open(SandboxHost.OpenSesam);
        await tab.FindAll("button")[1].ClickAsync(new());
        await tab.FindAll("button")[2].ClickAsync(new());
        tab.WaitForAssertion(() => tab.Find("#dial-clockOffsetSeconds").GetAttribute("value").ShouldBe("90000"));
        (await DialsAsync(SandboxHost.OpenSesam))["clockOffsetSeconds"]!.GetValue<double>().ShouldBe(90000);
    }

    [Fact]
    public async Task A_fault_waits_for_the_requests_that_fit_and_can_be_taken_back()
    {
        var tab = Open(SandboxHost.OpenSesam);
        tab.FindAll("#dial-orderNeedsCustomer").ShouldBeEmpty("it has no such orders");
        tab.Find("#fault-count").Change("2");
        tab.Find("#fault-path").Change("locations");
        await tab.FindAll("form")[1].SubmitAsync();
        tab.WaitForAssertion(() => tab.Find("form ul li").TextContent.ShouldBe("An error status, nothing done: 2 to go, at locations"));

        using var spoilt = await _http.GetAsync(new Uri(_host.Address(SandboxHost.OpenSesam), "v1/locations"));
        ((int)spoilt.StatusCode).ShouldBe(503);
        using var other = await _http.GetAsync(new Uri(_host.Address(SandboxHost.OpenSesam), "v1/organisations"));
        ((int)other.StatusCode).ShouldBe(401, "it only lacks its key");
        await tab.FindAll("form")[1].QuerySelectorAll("button")[1].ClickAsync(new());
        tab.WaitForAssertion(() => tab.Markup.ShouldContain("No fault waits."));
    }

    [Fact]
    public async Task A_number_that_is_none_is_refused_by_the_sandbox_in_the_open_and_nothing_is_turned()
    {
        var tab = Open(SandboxHost.OpenSesam);
        tab.Find("#dial-requestsPerSecond").Change("many");
        await tab.Find("form").SubmitAsync();
        tab.WaitForAssertion(() => tab.Find("[role=alert]").TextContent.ShouldNotBeNullOrWhiteSpace());
        (await DialsAsync(SandboxHost.OpenSesam))["requestsPerSecond"]!.GetValue<double>().ShouldBe(0);
    }

    [Fact]
    public void A_database_has_a_clock_and_no_requests_to_spoil_and_both_languages_say_so()
    {
        Speak("nb-NO");
        var tab = Open(SandboxHost.CustomCrm);
        tab.FindAll("form").Count.ShouldBe(1);
        tab.Markup.ShouldContain("database eller en mappe");
        tab.FindAll("[id^=dial-]").Count.ShouldBe(2);
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        _http.Dispose();
        await _host.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _sandboxes.Dispose();
    }

    private IRenderedComponent<SandboxTab> Open(string system)
    {
        var tab = Render<SandboxTab>(p => p.Add(one => one.SystemId, system));
        tab.WaitForElement("form");
        return tab;
    }

    private async Task<JsonObject> DialsAsync(string system) => (await _http.GetFromJsonAsync<JsonObject>(new Uri(_host.Address(system), "_sandbox/dials")))!;
}
