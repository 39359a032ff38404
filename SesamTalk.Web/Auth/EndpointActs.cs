using Microsoft.AspNetCore.Authorization;

namespace SesamTalk.Web.Auth;

/// <summary>How an address says who may use it. One that says nothing is for those who are signed in, and a test finds it.</summary>
public static class EndpointActs
{
    /// <summary>Only for those who may do this.</summary>
    public static TBuilder Needs<TBuilder>(this TBuilder builder, Act act) where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new NeedsAttribute(act));

    /// <summary>No role guards this address; it says why that is right.</summary>
    public static TBuilder OpenTo<TBuilder>(this TBuilder builder, string because) where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new OpenToAttribute(because), new AllowAnonymousAttribute());
}
