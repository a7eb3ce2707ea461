using HistoryImport.HelpDesk.Tests.Support;
using HistoryImport.PostgreSql.Tests;
using Npgsql;
using static Microsoft.Playwright.Assertions;

namespace HistoryImport.HelpDesk.Tests;

/// <summary>Two desks at one PostgreSQL: one has the phone, both show what goes on.</summary>
public sealed class InstancesTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task Import_OnOneInstance_IsSeenOnTheOther()
    {
        Assert.SkipWhen(Browser.Missing is not null, Browser.Missing ?? "");
        string database = $"desk_{Guid.NewGuid():N}";
        var address = new NpgsqlConnectionStringBuilder(await TestServer.AddressAsync());
        await using (NpgsqlDataSource server = NpgsqlDataSource.Create(address.ConnectionString))
        {
            await using NpgsqlCommand create = server.CreateCommand($"CREATE DATABASE {database}");
            await create.ExecuteNonQueryAsync();
        }

        address.Database = database;
        string option = $"--ConnectionStrings:Desk={address.ConnectionString}";
        await using DeskProcess one = await DeskProcess.StartAsync(option);
        await using DeskProcess two = await DeskProcess.StartAsync(option, "--Desk:HasPhone=false");
        await using DeskPage page = await DeskPage.OpenAsync(browser.Running, one.Address, "en-US", dark: false);
        await using DeskPage other = await DeskPage.OpenAsync(browser.Running, two.Address, "en-US", dark: false);
        await page.LogInAsync();
        await other.LogInAsync(hasPhone: false);
        await page.ImportAsync();

        await other.ChooseAsync("Ana Prado");
        await Expect(other.Messages.First).ToBeVisibleAsync();
        await Expect(other.Page.Locator("#tickets button")).ToHaveCountAsync(12);
    }
}
