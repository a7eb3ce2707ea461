using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;

namespace HistoryImport.AspNetCore.Tests.Support;

/// <summary>A host whose people may use the imports of the tenant they are called after.</summary>
static class PeopleHost
{
    public const string Path = "/history-import/connections/acme/support%20line/imports";

    public static async Task<TestHost> StartAsync(
        Action<HistoryEndpointOptions>? options = null, Action<IServiceCollection>? services = null, Action<IHistoryImportBuilder>? parts = null)
    {
        TestHost host = await new TestHost
        {
            Options = all =>
            {
                all.Imports.MayUse = (person, connection, _) => new(person.Identity?.Name == connection.Tenant);
                options?.Invoke(all);
            },
            Services = all =>
            {
                services?.Invoke(all);
                all.AddAuthentication("header").AddScheme<AuthenticationSchemeOptions, HeaderAuthentication>("header", _ => { });
                all.AddAuthorization();
                all.AddEndpointsApiExplorer();
            },
            Parts = parts ?? (_ => { }),
        }.StartAsync();
        host.Http.DefaultRequestHeaders.Add(HeaderAuthentication.Header, "acme");
        return host;
    }

    public static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        for (int i = 0; i < 3000 && !await isSo(); i++)
        {
            await Task.Delay(10);
        }

        Assert.True(await isSo());
    }
}
