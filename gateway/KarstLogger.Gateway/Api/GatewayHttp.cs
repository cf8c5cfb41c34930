using System.Threading.RateLimiting;
using KarstLogger.Gateway.Accounts;
using KarstLogger.Gateway.Commands;
using KarstLogger.Gateway.Store;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.HostFiltering;

namespace KarstLogger.Gateway.Api;

/// <summary>The HTTP side of the gateway: API, status page and dashboard on one address.</summary>
public static class GatewayHttp
{
    /// <summary>Largest body of a request, bytes: a laboratory table of ten thousand bottles or a station file; photos have their own.</summary>
    public const int BodyBytesMost = 4 * 1024 * 1024;

    /// <summary>Connections at one time; a browser opens about six.</summary>
    public const int ConnectionsMost = 500;

    /// <summary>Builds the gateway with HTTP; <paramref name="addRest"/> adds what works without it. Nothing is read from the environment or from files.</summary>
    public static WebApplication Build(HttpSettings settings, Action<IHostApplicationBuilder> addRest)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "karst-gateway" });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = BodyBytesMost;
            kestrel.Limits.MaxConcurrentConnections = ConnectionsMost;
            kestrel.Listen(settings.Address, settings.Port);
        });
        addRest(builder);
        // Requests are no news: only what goes wrong is said.
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        AddTo(builder.Services, settings);
        WebApplication app = builder.Build();
        Map(app);
        app.Lifetime.ApplicationStarted.Register(() => SayWhere(app));
        return app;
    }

    /// <summary>The address that the server really listens on, as a browser takes it.</summary>
    public static string AddressOf(WebApplication app)
    {
        string address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return address.Replace("//0.0.0.0:", "//127.0.0.1:", StringComparison.Ordinal).Replace("//[::]:", "//[::1]:", StringComparison.Ordinal);
    }

    private static void SayWhere(WebApplication app)
    {
        string address = AddressOf(app);
        Console.Error.WriteLine($"karst: look at {address}");
        long now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow().ToUnixTimeMilliseconds();
        if (FirstAccount.Link(app.Services.GetRequiredService<StoreDatabase>(), address, now) is { } link)
            Console.Error.WriteLine($"karst: to enter things, make the first account (this link works once): {link}");
    }

    private static void AddTo(IServiceCollection services, HttpSettings settings)
    {
        services.AddSingleton(settings);
        services.AddRouting();
        services.AddOpenApi();
        services.AddSingleton<LiveFeed>().AddHostedService(one => one.GetRequiredService<LiveFeed>());
        services.AddRateLimiter(limits =>
        {
            limits.AddPolicy(AccountApi.TryLimit, context => RateLimitPartition.GetFixedWindowLimiter(context.Connection.RemoteIpAddress?.ToString() ?? "",
                _ => new FixedWindowRateLimiterOptions { PermitLimit = AccountApi.TriesAMinute, Window = TimeSpan.FromMinutes(1) }));
            limits.AddPolicy(VerbsApi.AtOnceLimit, _ => RateLimitPartition.GetConcurrencyLimiter(VerbsApi.AtOnceLimit,
                _ => new ConcurrencyLimiterOptions { PermitLimit = VerbsApi.AtOnceMost, QueueLimit = VerbsApi.WaitingMost }));
            limits.OnRejected = (rejected, _) => new ValueTask(Problems.WriteAsync(rejected.HttpContext, StatusCodes.Status429TooManyRequests,
                rejected.HttpContext.Request.Path.StartsWithSegments("/api/account") ? $"Too many tries: {AccountApi.TriesAMinute} a minute are permitted."
                    : $"{VerbsApi.AtOnceMost} computations run and {VerbsApi.WaitingMost} wait: try again."));
        });
        services.ConfigureHttpJsonOptions(json => ApiJson.Apply(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.Configure<HostFilteringOptions>(filter => filter.AllowedHosts = [.. settings.AnsweredHosts]);
    }

    private static void Map(WebApplication app)
    {
        app.UseMiddleware<Problems>();
        app.UseHostFiltering();
        app.Use(SecurityHeaders);
        app.UseMiddleware<Access>();
        app.UseRouting();
        app.UseRateLimiter();
        app.MapOpenApi("/openapi.json");
        RouteGroupBuilder api = app.MapGroup("/api");
        StationsApi.Map(api);
        SeriesApi.Map(api);
        TotalsApi.Map(api);
        CatchmentsApi.Map(api);
        CompletenessApi.Map(api);
        FindingsApi.Map(api);
        EventsApi.Map(api);
        ConfigurationApi.Map(api);
        RatingApi.Map(api);
        RegressionsApi.Map(api);
        HealthApi.Map(api);
        LoggersApi.Map(api);
        SpeciateApi.Map(api);
        VerbsApi.Map(api);
        LiveApi.Map(api);
        AccountApi.Map(api);
        AccountsApi.Map(api);
        EntryApi.Map(api);
        BoxVisitsApi.Map(api);
        PhotosApi.Map(api);
        if (app.Services.GetRequiredService<HttpSettings>().DemoControls is { } controls)
            DemoApi.Map(api, controls);
        api.MapFallback(context => throw ApiRefusal.Unknown($"There is nothing for {context.Request.Method}{(context.Request.ContentType is { } type ? $" of {type}" : "")} at {context.Request.Path}; the API is described at /openapi.json."));
        StatusPage.Map(app);
        DashboardFiles.Map(app);
    }

    // Everything comes from here: nothing foreign is loaded, and no foreign page may frame or read these.
    private static Task SecurityHeaders(HttpContext context, RequestDelegate next)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        return next(context);
    }
}
