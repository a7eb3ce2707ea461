using System.Security.Cryptography;
using HistoryImport.AspNetCore;

namespace HistoryImport.Samples;

/// <summary>The lines of the desk, what their bridges and the official platform deliver, and imports.</summary>
static class LinesExtensions
{
    public static IServiceCollection AddLines(this IServiceCollection services, DeskSettings settings)
    {
        // A host with many lines reads them from its tables, and their keys from where secrets lie.
        var line = new Line(new ConnectionKey("demo", "loja"), "Loja", NewSecret(), NewSecret());
        var official = new OfficialLine(new ConnectionKey("demo", "oficial"), NewSecret());
        services.AddSingleton(line).AddSingleton(official).AddSingleton(TimeProvider.System).AddHttpClient();
        services.AddSingleton<PhoneProcess>().AddHostedService(provider => provider.GetRequiredService<PhoneProcess>());
        services.AddSingleton<LiveImports>().AddHostedService(provider => provider.GetRequiredService<LiveImports>());
        services.AddHistoryImport()
            .AddHistoryEndpoints(options =>
            {
                options.Bridge.DeliveryKey = (asked, _) => new(asked == line.Key ? line.KeyToHost : null);
                options.Official.App = (app, _) => new(app == OfficialLine.App ? new OfficialApp(official.Secret, official.Secret) : null);
                options.Official.Number = (_, number, _) => new(number == OfficialLine.Number ? official.Key : null);
                options.Imports.MayUse = (person, _, _) => new(person.Identity is { IsAuthenticated: true });
            })
            .UseBridgeFetcher(options =>
            {
                options.Door = (asked, _) => new(asked == line.Key ? line.Door : null);
                options.Key = (asked, _) => new(asked == line.Key ? line.KeyFromHost : null);
            });
        return services;
    }

    /// <summary>Has what a bridge or the platform delivered imported, if it is said now.</summary>
    public static void UseLiveImports(this WebApplication app) => app.Use(async (context, next) =>
    {
        await next(context);
        if (HttpMethods.IsPost(context.Request.Method) && context.Request.Path.Value!.EndsWith("/deliveries", StringComparison.Ordinal)
            && context.Response.StatusCode == StatusCodes.Status204NoContent)
        {
            context.RequestServices.GetRequiredService<LiveImports>().Arrived();
        }
    });

    static string NewSecret() => Convert.ToHexString(RandomNumberGenerator.GetBytes(32));
}
