using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using SesamTalk.Web.Auth;

namespace SesamTalk.Web.Api.V1;

/// <summary>What the OpenAPI document says beside the addresses: how to sign in, which role each needs, and how to ask twice.</summary>
internal static class ApiDescription
{
    private const string Scheme = "token";

    public static Task WholeAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken ct)
    {
        document.Info = new OpenApiInfo { Title = "SesamTalk", Version = "1", Description = "Two-way synchronisation between business systems. Errors are problem details (RFC 9457) whose member code stays the same; lists are paged by cursor (after, limit)." };
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme> { [Scheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A token of one's own account; it may no more than its role." } };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];
        return Task.CompletedTask;
    }

    public static Task OneAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<NeedsAttribute>().FirstOrDefault() is { } needs) operation.Description = $"Needs the role {Acts.Least(needs.Act)}.";
        operation.Parameters ??= [];
        if (!HttpMethods.IsGet(context.Description.HttpMethod ?? "")) operation.Parameters.Add(Text("Idempotency-Key", ParameterLocation.Header, "The same key brings the same answer for a day, and is done once."));
        if (context.Description.ParameterDescriptions.Any(parameter => parameter.Type == typeof(Paging)) || context.Description.ActionDescriptor.EndpointMetadata.OfType<System.Reflection.MethodInfo>().Any(method => method.GetParameters().Any(parameter => parameter.ParameterType == typeof(Paging))))
        {
            operation.Parameters.Add(Text("after", ParameterLocation.Query, "The next of the page before."));
            operation.Parameters.Add(Text("limit", ParameterLocation.Query, "From 1 to 200; 50 where it is left out."));
        }

        return Task.CompletedTask;
    }

    private static OpenApiParameter Text(string name, ParameterLocation where, string description) => new() { Name = name, In = where, Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
}
