using System.Collections.Immutable;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using SesamTalk.Tests.Scenarios;
using SesamTalk.Tests.Web.Pages.Mapping;
using Shouldly;

namespace SesamTalk.Tests.Web.Pages.Links;

/// <summary>Records as their systems give them.</summary>
public sealed class RawDataTests : MappingTest
{
    public RawDataTests() => Services.AddSingleton<ISecretProtector, PlainSecrets>();

    [Fact]
    public async Task Everything_that_the_system_gives_is_there_also_what_no_line_speaks_of_and_never_a_secret()
    {
        var flow = await SeedAsync("Name>label", records: 2);
        var systems = Services.GetRequiredService<SystemStore>();
        await systems.SaveAsync((await systems.FindAsync("a"))! with { ProtectedSecrets = ImmutableDictionary<string, string>.Empty.Add("key", "note 1") }, "test");
        await using var db = await Data.DatabaseAsync();
        var link = db.Links.AsEnumerable().Single(one => one.LabelA == "Author 1");
        var raw = await Services.GetRequiredService<RawLooks>().OfAsync(flow, flow.Pairs[0], Side.A, link.A, Xunit.TestContext.Current.CancellationToken);
        raw.IsThere.ShouldBeTrue();
        raw.Values.ShouldContain(new RawValue("City", "By 1", IsHidden: false));
        raw.Values.ShouldContain(new RawValue("Note", null, IsHidden: true));
        (await Services.GetRequiredService<RawLooks>().OfAsync(flow, flow.Pairs[0], Side.A, new RecordId("none"), Xunit.TestContext.Current.CancellationToken)).IsThere.ShouldBeFalse();
    }

    [Fact]
    public void A_record_has_a_page_where_the_manifest_says_how_to_find_it()
    {
        var entity = new EntityDescription(new Schema("Orders", [new SchemaProperty("id", PropertyType.Text)]), new EntityCapabilities());
        entity.PageOf(new RecordId("a/1")).ShouldBeNull();
        (entity with { Page = "https://shop.example/orders/{id}" }).PageOf(new RecordId("a/1"))!.AbsoluteUri.ShouldBe("https://shop.example/orders/a%2F1");
        (entity with { Page = "javascript:alert({id})" }).PageOf(new RecordId("1")).ShouldBeNull();
    }
}
