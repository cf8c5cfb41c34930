using Microsoft.Extensions.FileProviders;

namespace KarstLogger.Gateway.Api;

/// <summary>The built dashboard, or a page that says how to build it.</summary>
public static class DashboardFiles
{
    private const string Missing =
        """
        <!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>KarstLogger</title>
        <h1>KarstLogger</h1>
        <p>The gateway runs; its dashboard has not been built. With Node.js 20 or newer, in the project's folder: <code>./karst setup</code>
        (or <code>cd gateway/dashboard &amp;&amp; npm ci &amp;&amp; npm run build</code>), then reload this page.</p>
        <p>Without it there are the <a href="/status">status of all stations</a>, <a href="/api/stations">the API</a> and <a href="/openapi.json">its description</a>.</p>
        """;

    /// <summary>Serves files, and the index for every page of the single-page application.</summary>
    public static void Map(WebApplication app)
    {
        string? Folder() => Folders().FirstOrDefault(folder => File.Exists(Path.Combine(folder, "index.html")));
        if (Folder() is { } built)
            app.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(built), OnPrepareResponse = file => Cache(file.Context) });
        // Asked anew each time, so that a build while the gateway runs is seen at its index.
        app.MapFallback(async context =>
        {
            if (context.Request.Method is not ("GET" or "HEAD"))
                throw ApiRefusal.Unknown($"There is nothing at {context.Request.Path}.");
            context.Response.ContentType = "text/html; charset=utf-8";
            context.Response.Headers.CacheControl = "no-cache";
            if (Folder() is not { } folder)
                await context.Response.WriteAsync(Missing);
            else
                await context.Response.SendFileAsync(Path.Combine(folder, "index.html"));
        });
    }

    // Beside the published program, or in the source tree above whichever program was built from it: the demo runs the gateway from its own folder.
    private static IEnumerable<string> Folders()
    {
        yield return Path.Combine(AppContext.BaseDirectory, "wwwroot", "dashboard");
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            yield return Path.Combine(folder.FullName, "gateway", "KarstLogger.Gateway", "wwwroot", "dashboard");
    }

    // Vite puts a hash of the content into the names below assets: they never change.
    private static void Cache(HttpContext context) =>
        context.Response.Headers.CacheControl = context.Request.Path.StartsWithSegments("/assets") ? "public, max-age=31536000, immutable" : "no-cache";
}
