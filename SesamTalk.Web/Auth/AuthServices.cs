using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.KeyManagement.Internal;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Auth.Accounts;

namespace SesamTalk.Web.Auth;

/// <summary>The registrations of protection, accounts and sign-in.</summary>
public static class AuthServices
{
    /// <summary>The folder of keys below the data folder.</summary>
    public const string KeyFolder = "keys";

    /// <summary>The cookie of a session.</summary>
    public const string SessionCookie = "talk-session";

    private const string Chosen = "talk";

    /// <summary>Adds data protection with its keys in <see cref="KeyFolder"/>, readable by this user only; or, with <see cref="AuthOptions.KeySecret"/> on PostgreSQL, sealed in the database that all nodes share.</summary>
    public static IServiceCollection AddTalkProtection(this IServiceCollection services, string dataFolder, bool isShared = false)
    {
        var keys = Path.Combine(dataFolder, KeyFolder);
        OwnFolder.Make(keys);
        services.AddDataProtection().SetApplicationName("SesamTalk").PersistKeysToFileSystem(new DirectoryInfo(keys));
        if (isShared)
        {
            services.AddOptions<KeyManagementOptions>().Configure<IDbContextFactory<AccountDb>, IOptions<AuthOptions>>((management, databases, auth) =>
            {
                if (auth.Value.KeySecret is { } secret) management.XmlRepository = new SharedKeys(databases, secret, keys);
            });
        }

        var library = services.Last(one => one.ServiceType == typeof(IKeyRingProvider)).ImplementationType!;
        services.AddSingleton(provider => new HeldKeys(() => (IKeyRingProvider)ActivatorUtilities.CreateInstance(provider, library)));
        services.Replace(ServiceDescriptor.Singleton<IKeyRingProvider>(provider => provider.GetRequiredService<HeldKeys>()));
        services.AddSingleton<ISecretProtector, SecretProtector>();
        return services;
    }

    /// <summary>Adds the accounts: what the site and the verbs have in common.</summary>
    public static IServiceCollection AddTalkAccounts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AuthOptions>().Bind(configuration.GetSection(AuthOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<AccountDatabases>();
        services.AddSingleton<IDbContextFactory<AccountDb>>(provider => provider.GetRequiredService<AccountDatabases>());
        services.AddScoped(provider => provider.GetRequiredService<AccountDatabases>().CreateDbContext());
        services.AddSingleton<AccountWatch>();
        services.AddSingleton<Accounts.Accounts>();
        services.AddSingleton<ApiTokens>();
        services.AddSingleton<AuditChain>();
        services.AddSingleton<KeyRotation>();
        services.AddSingleton<SetUpLink>();
        services.AddSingleton<UsedCodes>();
        services.AddSingleton<TriedNames>();
        services.AddSingleton<OpenHouse>();
        services.AddScoped<IUserStore<Account>, AccountStore>();
        services.AddIdentityCore<Account>().AddDefaultTokenProviders().AddPasswordValidator<PasswordRules>();
        services.AddScoped<IUserClaimsPrincipalFactory<Account>, AccountPrincipals>();
        services.AddOptions<IdentityOptions>().Configure<IOptions<AuthOptions>>(Identity);
        services.Configure<IdentityPasskeyOptions>(Passkeys);
        services.AddOptions<PasswordHasherOptions>().Configure<IOptions<AuthOptions>>((hasher, auth) => hasher.IterationCount = auth.Value.HashRounds);
        services.AddOptions<DataProtectionTokenProviderOptions>().Configure<IOptions<AuthOptions>>((links, auth) => links.TokenLifespan = TimeSpan.FromHours(auth.Value.InvitationHours));
        return services;
    }

    /// <summary>Adds signing in by cookie, by token, or by just coming to an <see cref="OpenHouse"/>; and a policy for every act. What names none asks for a sign-in.</summary>
    public static IServiceCollection AddTalkSignIn(this IServiceCollection services)
    {
        services.AddAuthentication(Chosen)
            .AddPolicyScheme(Chosen, null, scheme => scheme.ForwardDefaultSelector = http => TokenScheme.IsBrought(http.Request) ? TokenScheme.Name : IsOpen(http) ? DemoScheme.Name : IdentityConstants.ApplicationScheme)
            .AddScheme<AuthenticationSchemeOptions, DemoScheme>(DemoScheme.Name, null)
            .AddScheme<AuthenticationSchemeOptions, TokenScheme>(TokenScheme.Name, null)
            .AddIdentityCookies();
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme).Configure<IOptionsMonitor<AuthOptions>>(Session);
        services.AddSingleton<IOptionsChangeTokenSource<CookieAuthenticationOptions>>(provider => new ConfigurationChangeTokenSource<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme, provider.GetRequiredService<IConfiguration>().GetSection(AuthOptions.Section)));
        services.AddHttpContextAccessor();
        new IdentityBuilder(typeof(Account), services).AddSignInManager();
        services.AddScoped<ComingIn>();
        services.AddScoped<OwnAccount>();
        services.AddSingleton<ShownOnce>();
        services.AddSingleton<TriesPerAddress>();
        services.AddAuthorizationBuilder().SetFallbackPolicy(PolicyOf(Act.Look)).AddTalkPolicies();
        services.AddCascadingAuthenticationState();
        services.AddScoped<IdleCircuit>();
        services.AddScoped<SeenAs>();
        services.AddScoped<CircuitHandler>(provider => provider.GetRequiredService<IdleCircuit>());
        services.AddScoped<AuthenticationStateProvider, LiveSignIn>();
        services.AddScoped<Reader>();
        services.AddScoped<Sight>();
        services.AddHostedService<AccountPolling>();
        services.AddHostedService<AuditSealing>();
        return services;
    }

    private static AuthorizationBuilder AddTalkPolicies(this AuthorizationBuilder builder)
    {
        foreach (var act in Acts.All) builder.AddPolicy(Acts.Policy(act), PolicyOf(act));
        return builder;
    }

    private static AuthorizationPolicy PolicyOf(Act act) => new AuthorizationPolicyBuilder().RequireAssertion(asked => Acts.May(Person.Of(asked.User)?.Role ?? Role.Nobody, act)).Build();

    private static bool IsOpen(HttpContext http) => http.RequestServices.GetRequiredService<OpenHouse>().IsOpen;

    private static void Identity(IdentityOptions identity, IOptions<AuthOptions> options)
    {
        var auth = options.Value;
        identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
        identity.User.AllowedUserNameCharacters += "æøåÆØÅ ";
        identity.Password = new PasswordOptions { RequiredLength = auth.PasswordLength, RequiredUniqueChars = 1, RequireDigit = false, RequireLowercase = false, RequireUppercase = false, RequireNonAlphanumeric = false };
        identity.Lockout = new LockoutOptions { AllowedForNewUsers = true, MaxFailedAccessAttempts = auth.Attempts, DefaultLockoutTimeSpan = TimeSpan.FromMinutes(auth.LockedMinutes) };
    }

    // Nobody says who they are before a passkey: it must know that itself. And it stands for both factors, so the person is asked for by it.
    private static void Passkeys(IdentityPasskeyOptions passkeys)
    {
        passkeys.ResidentKeyRequirement = "required";
        passkeys.UserVerificationRequirement = "required";
    }

    private static void Session(CookieAuthenticationOptions cookie, IOptionsMonitor<AuthOptions> options)
    {
        cookie.Cookie.Name = SessionCookie;
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.ExpireTimeSpan = TimeSpan.FromHours(options.CurrentValue.IdleHours);
        cookie.SlidingExpiration = true;
        cookie.LoginPath = TalkUrls.SignInPage;
        cookie.ReturnUrlParameter = "back";
        cookie.Events.OnValidatePrincipal = StillHoldsAsync;
        cookie.Events.OnRedirectToAccessDenied = denied => Answer(denied, StatusCodes.Status403Forbidden);
        cookie.Events.OnRedirectToLogin = challenged => IsPage(challenged.Request) ? RedirectAsync(challenged) : Answer(challenged, StatusCodes.Status401Unauthorized);
    }

    // Every request is judged by the account as it is at this moment, not as it was when the session began.
    private static async Task StillHoldsAsync(CookieValidatePrincipalContext session)
    {
        var now = session.HttpContext.RequestServices.GetRequiredService<AccountWatch>().Now(session.Principal!);
        if (now.Identity is not { IsAuthenticated: true })
        {
            session.RejectPrincipal();
            await session.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
        }
        else if (now != session.Principal)
        {
            session.ReplacePrincipal(now);
        }
    }

    // Only a person's browser that asks for a page is led to the sign-in; all else is told plainly.
    private static bool IsPage(HttpRequest request) => HttpMethods.IsGet(request.Method) && !request.Path.StartsWithSegments("/_blazor") && !request.Path.StartsWithSegments(TalkUrls.Api) && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    private static Task RedirectAsync(RedirectContext<CookieAuthenticationOptions> challenged)
    {
        // By path alone: what a request calls this site is not repeated to anybody.
        challenged.Response.Redirect(TalkUrls.SignInTo(challenged.Request.Path + challenged.Request.QueryString));
        return Task.CompletedTask;
    }

    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
