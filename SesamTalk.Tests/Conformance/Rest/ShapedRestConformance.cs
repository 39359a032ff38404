using System.Collections.Immutable;
using SesamTalk.Engine.Connectors;

namespace SesamTalk.Tests.Conformance.Rest;

/// <summary>REST by manifest, against systems of many shapes.</summary>
public abstract class ShapedRestConformance(ServerShape shape) : ConnectorConformance
{
    protected override async Task<ConformanceSubject> OpenAsync(string folder)
    {
        var server = await ShapedServer.StartAsync(shape);
        return new ConformanceSubject
        {
            Host = server,
            Door = server,
            System = new ConnectedSystem
            {
                Id = "shaped",
                Name = "Shaped",
                Connector = "rest",
                Settings = new Dictionary<string, string> { ["manifest"] = shape.Manifest, ["baseAddress"] = server.Root.ToString() }.ToImmutableDictionary(),
                ProtectedSecrets = shape.Secrets.ToImmutableDictionary(),
            },
            Entity = "Customers",
            PathPart = "/customers",
            Values = number => [new("name", $"Fjordheim {number} AS"), new("credit", 1234.5m), new("active", true), new("since", new DateOnly(2020, 2, 29))],
            Text = "address.line",
            Refused = new("country", "Norge"),
            NoSuchId = "999999",
        };
    }
}

public sealed class PagesWithPasswordConformance() : ShapedRestConformance(new(ServerPaging.Page, ServerSignIn.Basic) { Locks = true, Numbers = true });

public sealed class OffsetsWithHeaderKeyConformance() : ShapedRestConformance(new(ServerPaging.Offset, ServerSignIn.KeyInHeader) { Patches = true });

public sealed class CursorsWithBearerConformance() : ShapedRestConformance(new(ServerPaging.Cursor, ServerSignIn.Bearer) { ErrorsInSuccess = true });

public sealed class NextLinksWithClientCredentialsConformance() : ShapedRestConformance(new(ServerPaging.NextInBody, ServerSignIn.ClientCredentials) { Numbers = true });

public sealed class LinkHeadersWithQueryKeyConformance() : ShapedRestConformance(new(ServerPaging.LinkHeader, ServerSignIn.KeyInQuery) { Locks = true });

public sealed class WholeListsWithTokenExchangeConformance() : ShapedRestConformance(new(ServerPaging.None, ServerSignIn.TokenExchange));

public sealed class SoftDeletesWithRefreshTokenConformance() : ShapedRestConformance(new(ServerPaging.Page, ServerSignIn.RefreshToken) { SoftDelete = true });
