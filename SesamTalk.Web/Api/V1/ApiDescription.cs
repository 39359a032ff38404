using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using SesamTalk.Web.Auth;

namespace SesamTalk.Web.Api.V1;

/// <summary>What the OpenAPI document says beside the addresses: how to sign in, which role each needs, and how to ask twice.</summary>
internal static class ApiDescription
{
    private const string Scheme = "token", Problem = "Problem", ProblemJson = "application/problem+json";

    public static Task WholeAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken ct)
    {
        document.Info = new OpenApiInfo { Title = "SesamTalk", Version = "1", Description = "Two-way synchronisation between business systems. Errors are problem details (RFC 9457) whose member code stays the same; lists are paged by cursor (after, limit)." };
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme> { [Scheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A token of one's own account; it may no more than its role." } };
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        document.Components.Schemas[Problem] = new OpenApiSchema
        {
            Type = JsonSchemaType.Object, Description = "Why a request was not done (RFC 9457).", Required = new HashSet<string> { "status", "detail", "code" },
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["type"] = Words("An address that tells of the status."), ["title"] = Words("The status in words."), ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Description = "The HTTP status." },
                ["detail"] = Words("What was wrong, and what was not done, for a person."), ["code"] = Words("What was wrong, in a word that stays the same."),
            },
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];
        return Task.CompletedTask;
    }

    public static Task OneAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<NeedsAttribute>().FirstOrDefault() is { } needs) operation.Description = $"Needs the role {Acts.Least(needs.Act)}.";
        operation.Parameters ??= [];
        // Where systems tell of themselves nobody signs in, and what is told twice is read once anyway.
        var isHook = context.Description.RelativePath?.Contains("/hooks/", StringComparison.Ordinal) == true;
        if (isHook) operation.Security = [];
        operation.Responses ??= [];
        foreach (var (status, why) in Refusals(context.Description, isHook)) operation.Responses[status] = new OpenApiResponse { Description = why, Content = new Dictionary<string, OpenApiMediaType> { [ProblemJson] = new OpenApiMediaType { Schema = new OpenApiSchemaReference(Problem, context.Document) } } };
        if (!HttpMethods.IsGet(context.Description.HttpMethod ?? "") && !isHook) operation.Parameters.Add(Text("Idempotency-Key", ParameterLocation.Header, "The same key brings the same answer for a day, and is done once."));
        if (context.Description.ParameterDescriptions.Any(parameter => parameter.Type == typeof(Paging)) || context.Description.ActionDescriptor.EndpointMetadata.OfType<System.Reflection.MethodInfo>().Any(method => method.GetParameters().Any(parameter => parameter.ParameterType == typeof(Paging))))
        {
            operation.Parameters.Add(Text("after", ParameterLocation.Query, "The next of the page before."));
            operation.Parameters.Add(Text("limit", ParameterLocation.Query, "From 1 to 200; 50 where it is left out."));
        }

        return Task.CompletedTask;
    }

    private static IEnumerable<(string Status, string Why)> Refusals(Microsoft.AspNetCore.Mvc.ApiExplorer.ApiDescription address, bool isHook)
    {
        yield return ("401", isHook ? "The delivery proves nothing of its sender." : "No token, or one that is over.");
        if (!isHook) yield return ("403", "The role is too small.");
        if (address.RelativePath?.Contains('{', StringComparison.Ordinal) == true) yield return ("404", "There is no such thing.");
        if (!isHook) yield return ("429", "The program has made too many calls; Retry-After says when to ask again.");
        if (!HttpMethods.IsGet(address.HttpMethod ?? "")) yield return ("413", "The body is too large.");
        yield return ("default", "It was not done; the problem says why.");
    }

    private static OpenApiSchema Words(string description) => new() { Type = JsonSchemaType.String, Description = description };

    private static OpenApiParameter Text(string name, ParameterLocation where, string description) => new() { Name = name, In = where, Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
}
