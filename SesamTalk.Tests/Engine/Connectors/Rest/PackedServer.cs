using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using SesamTalk.Engine.Connectors;
using SesamTalk.Tests.Conformance;

namespace SesamTalk.Tests.Engine.Connectors.Rest;

/// <summary>Answers everything with the same bytes, and says that they are packed.</summary>
internal sealed class PackedServer(WebApplication app) : IAsyncDisposable
{
    public static async Task<PackedServer> StartAsync(byte[] bytes)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(async http =>
        {
            http.Response.Headers.ContentEncoding = "gzip";
            http.Response.ContentType = "application/json";
            await http.Response.Body.WriteAsync(bytes);
        });
        await app.StartAsync();
        return new(app);
    }

    public ConformanceConnection Connect(string manifest) => new(new ConnectedSystem
    {
        Id = "packed", Name = "Packed", Connector = "rest",
        Settings = ImmutableDictionary<string, string>.Empty.Add("manifest", manifest).Add("baseAddress", app.Urls.First()),
        ProtectedSecrets = ImmutableDictionary<string, string>.Empty.Add("apiKey", "k"),
    });

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
