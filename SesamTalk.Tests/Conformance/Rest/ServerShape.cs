namespace SesamTalk.Tests.Conformance.Rest;

/// <summary>How a test server pages.</summary>
public enum ServerPaging
{
    Page,
    Offset,
    Cursor,
    NextInBody,
    LinkHeader,
    None,
}

/// <summary>How a test server is signed in to.</summary>
public enum ServerSignIn
{
    None,
    Basic,
    Bearer,
    KeyInHeader,
    KeyInQuery,
    ClientCredentials,
    RefreshToken,
    TokenExchange,
}

/// <summary>One way to be a REST system, and the manifest that says so.</summary>
public sealed record ServerShape(ServerPaging Paging, ServerSignIn SignIn)
{
    /// <summary>Refusals come with status 200.</summary>
    public bool ErrorsInSuccess { get; init; }

    /// <summary>Records are locked by version.</summary>
    public bool Locks { get; init; }

    /// <summary>Changes are JSON patches.</summary>
    public bool Patches { get; init; }

    /// <summary>Ids are numbers.</summary>
    public bool Numbers { get; init; }

    /// <summary>Deleted records stay, with a mark.</summary>
    public bool SoftDelete { get; init; }

    /// <summary>The secrets, as a person would give them.</summary>
    public Dictionary<string, string> Secrets => SignIn switch
    {
        ServerSignIn.None => [],
        ServerSignIn.Basic => new() { ["user"] = "basic-user", ["password"] = "basic-password" },
        ServerSignIn.Bearer or ServerSignIn.KeyInHeader or ServerSignIn.KeyInQuery => new() { ["apiKey"] = "plain-key" },
        ServerSignIn.ClientCredentials => new() { ["clientId"] = "client-id", ["clientSecret"] = "client-secret" },
        ServerSignIn.RefreshToken => new() { ["clientId"] = "client-id", ["clientSecret"] = "client-secret", ["refreshToken"] = "refresh-0" },
        ServerSignIn.TokenExchange => new() { ["consumerToken"] = "consumer-token", ["employeeToken"] = "employee-token" },
    };

    public string Manifest => $$"""
        name: Shaped
        baseUrl: "{baseAddress}/api"
        {{Auth}}
        errors: { message: {{(ErrorsInSuccess ? "errors.0.message, property: errors.0.field, inSuccess: errors" : "error.message, property: error.field")}} }
        entities:
          - name: Customers
            id: id
            label: [name]
            updated: updated_at
            {{(Locks ? "version: version" : "aliases: [Customer]")}}
            {{(SoftDelete ? "deleted: { property: gone, value: true }" : "label: [name]").Replace("label: [name]", "")}}
            reference: external_ref
            fields:
              id: { type: {{(Numbers ? "integer" : "string")}}, readOnly: true }
              name: { type: string, required: true, maxLength: 200 }
              address.line: string
              country: { type: string, maxLength: 2 }
              external_ref: string
              credit: number
              active: boolean
              since: date
              gone: { type: boolean, readOnly: true }
              version: { type: integer, readOnly: true }
              updated_at: { type: dateTime, readOnly: true }
            operations:
              list:
                path: /customers
                query: { {{ListQuery}} }
                {{Envelope}}
                {{(Paging == ServerPaging.None ? "" : "since: { format: isoMilliseconds, overlapSeconds: 1 }")}}
              lookup: { path: "/customers/{id}"{{Inside}} }
              insert: { path: /customers{{Inside}} }
              update: { path: "/customers/{id}"{{Inside}}{{(Patches ? ", send: jsonPatch" : "")}}{{(Locks ? ", ifMatch: '\"{version}\"'" : "")}} }
              delete: { path: "/customers/{id}" }
              find: { by: [name, external_ref], path: /customers, query: { "{field}": "{value}"{{(PageQuery.Length == 0 ? "" : ", " + PageQuery)}} } }
        """.ReplaceLineEndings("\n");

    private string Inside => ErrorsInSuccess ? ", recordPath: data" : "";

    private string ListQuery => Paging == ServerPaging.None ? "all: \"true\"" : $"updated_since: \"{{since}}\", {PageQuery}";

    private string PageQuery => Paging switch
    {
        ServerPaging.Page => "page: \"{page}\", limit: \"{size}\"",
        ServerPaging.Offset => "offset: \"{offset}\", limit: \"{size}\"",
        ServerPaging.Cursor => "cursor: \"{cursor}\", limit: \"{size}\"",
        ServerPaging.NextInBody or ServerPaging.LinkHeader => "limit: \"{size}\"",
        ServerPaging.None => "",
    };

    private string Envelope => Paging switch
    {
        ServerPaging.Page => "itemsPath: items\n        paging: { kind: page, size: 5, pages: pages }",
        ServerPaging.Offset => "itemsPath: data.rows\n        paging: { kind: offset, size: 5 }",
        ServerPaging.Cursor => "itemsPath: edges\n        unwrap: node\n        paging: { kind: cursor, size: 5, next: page.next }",
        ServerPaging.NextInBody => "itemsPath: value\n        paging: { kind: nextLink, size: 5, next: next }",
        ServerPaging.LinkHeader => "paging: { kind: nextLink, size: 5 }",
        ServerPaging.None => "",
    };

    private string Auth => SignIn switch
    {
        ServerSignIn.None => "",
        ServerSignIn.Basic => "auth: { kind: basic }",
        ServerSignIn.Bearer => "auth: { kind: bearer }",
        ServerSignIn.KeyInHeader => "auth: { kind: apiKey, header: X-Key }",
        ServerSignIn.KeyInQuery => "auth: { kind: apiKey, query: api_key }",
        ServerSignIn.ClientCredentials => "auth: { kind: oauth2ClientCredentials, tokenUrl: \"{baseAddress}/token\", scopes: [read, write], clientAuth: basic }",
        ServerSignIn.RefreshToken => "auth: { kind: oauth2AuthorizationCode, tokenUrl: \"{baseAddress}/token\" }",
        ServerSignIn.TokenExchange => "auth: { kind: tokenExchange, request: { method: PUT, url: \"{baseAddress}/session\", query: { consumer: \"{secret.consumerToken}\", employee: \"{secret.employeeToken}\" } }, token: value.token, lifetime: value.ends, send: { user: \"0\" } }",
    };
}
