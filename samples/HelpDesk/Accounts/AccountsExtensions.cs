using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace HistoryImport.Samples;

/// <summary>One account, by a cookie. It stands for the host's own.</summary>
static class AccountsExtensions
{
    // A page of another site cannot set it without asking first.
    const string OwnHeader = "X-Desk";

    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddAuthorization().AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(options =>
        {
            options.Cookie.Name = "desk";
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.HttpOnly = true;
            options.Events.OnRedirectToLogin = context =>
            {
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                return Task.CompletedTask;
            };
        });
        return services;
    }

    public static void UseDeskHeaders(this WebApplication app) => app.Use(async (context, next) =>
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        bool changes = !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method);
        bool isOfMachines = context.Request.Path.Value!.EndsWith("/deliveries", StringComparison.Ordinal) || context.Request.Path.StartsWithSegments("/history-import/official");
        if (changes && !isOfMachines && !context.Request.Headers.ContainsKey(OwnHeader))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        await next(context);
    });

    public static void MapAccounts(this WebApplication app)
    {
        // Not an error for who is not in yet.
        app.MapGet("/api/me", (HttpContext context) => new { IsIn = context.User.Identity is { IsAuthenticated: true } });
        app.MapPost("/api/login", async (Credentials credentials, DeskSettings settings, HttpContext context) =>
        {
            if (!Same(credentials.User, settings.User) | !Same(credentials.Password, settings.Password))
            {
                return Results.Unauthorized();
            }

            var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, settings.User)], CookieAuthenticationDefaults.AuthenticationScheme);
            await context.SignInAsync(new ClaimsPrincipal(identity));
            return Results.NoContent();
        });
        app.MapPost("/api/logout", (HttpContext context) => context.SignOutAsync());
    }

    static bool Same(string? one, string other) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(one ?? "")), SHA256.HashData(Encoding.UTF8.GetBytes(other)));
}
