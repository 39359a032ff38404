using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using SesamTalk.Web.Auth;

namespace SesamTalk.Web.Api.V1;

/// <summary>
/// The API for programs, <c>/api/v1</c>: what pages do, by the same verbs and the same table of acts. What a version has once
/// promised stays; new members may come. Its description is served at <c>/api/v1/openapi.json</c>.
/// </summary>
internal static class ApiV1
{
    private const string Document = "v1";

    public static IServiceCollection AddTalkApi(this IServiceCollection services)
    {
        services.AddSingleton<OnceOnly>();
        services.AddSingleton<CallRate>();
        services.AddOptions<ApiOptions>().BindConfiguration(ApiOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<Operations.IForgets>(provider => provider.GetRequiredService<OnceOnly>());
        services.Configure<JsonOptions>(json => json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase)));
        services.AddOpenApi(Document, options =>
        {
            options.ShouldInclude = address => address.RelativePath?.StartsWith(TalkUrls.Api.TrimStart('/') + "/", StringComparison.Ordinal) == true;
            options.AddDocumentTransformer(ApiDescription.WholeAsync);
            options.AddOperationTransformer(ApiDescription.OneAsync);
        });
        return services;
    }

    /// <summary>Every address of the API, each with the act that it needs.</summary>
    public static void MapTalkApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup(TalkUrls.Api + "/v1").AddEndpointFilter(CallRate.FilterAsync).AddEndpointFilter(OnceOnly.FilterAsync);
        api.MapGet("/me", Me).Needs(Act.KeepOwnAccount).WithSummary("Whom a token stands for, and what it may.");
        api.MapDataflows();
        api.MapRuns();
        api.MapPlans();
        api.MapLinks();
        api.MapConflicts();
        api.MapSystems();
        api.MapPersons();
        api.MapRounds();
        routes.MapGroup(TalkUrls.Api + "/v1").MapHooks("/hooks/{system}/{secret?}");
        routes.MapOpenApi($"{TalkUrls.Api}/{{documentName}}/openapi.json").Needs(Act.KeepOwnAccount);
    }

    private static Ok<MeShown> Me(Caller caller) => TypedResults.Ok(new MeShown(caller.Name, caller.Person.Role, [.. Acts.All.Where(act => Acts.May(caller.Person.Role, act))]));
}

/// <summary>Who asks, and what they may.</summary>
internal sealed record MeShown(string Name, Role Role, IReadOnlyList<Act> May);
