using HistoryImport.HelpDesk.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HistoryImport.HelpDesk.Tests;

/// <summary>A connection is imported, watched and cancelled.</summary>
public sealed class ImportTests : IAsyncLifetime
{
    // Each has a desk of its own: what one has imported is not there for the next.
    readonly DeskFixture _desk = new();

    public ValueTask InitializeAsync() => _desk.InitializeAsync();

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public async Task Import_OfAConnection_MovesTheBarInEveryTabAndBringsTickets()
    {
        await using DeskPage page = await _desk.OpenAsync();
        await using DeskPage other = await page.OpenTabAsync();
        await page.WaitForHistoryAsync();
        await page.ImportButton.ClickAsync();

        await Expect(page.Line.Locator("progress")).ToBeVisibleAsync();
        await page.Page.WaitForFunctionAsync("() => { const bar = document.querySelector('[data-line=loja] progress'); return bar.value > 0 && bar.value < bar.max || bar.hidden; }");
        await Expect(page.Counts).ToContainTextAsync("Done.");
        await Expect(page.Counts).ToContainTextAsync("back to");
        await Expect(other.Page.Locator("#tickets button", new() { HasText = "Ana Prado" })).ToBeVisibleAsync();
        await Expect(page.Page.Locator("#tickets button")).ToHaveCountAsync(12);
    }

    [Fact]
    public async Task Cancel_AmidAnImport_EndsItAndSaysSo()
    {
        await using DeskPage page = await _desk.OpenAsync();
        await page.WaitForHistoryAsync();
        await page.ImportButton.ClickAsync();
        await page.Line.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();

        await Expect(page.Counts).ToContainTextAsync("Cancelled.");
        await Expect(page.ImportButton).ToBeEnabledAsync();
    }

    [Fact]
    public async Task Reload_AmidAnImport_ShowsItAgain()
    {
        await using DeskPage page = await _desk.OpenAsync();
        await page.WaitForHistoryAsync();
        await page.ImportButton.ClickAsync();
        await Expect(page.Line.Locator("progress")).ToBeVisibleAsync();
        await page.Page.ReloadAsync();

        await Expect(page.Line.Locator("progress")).ToBeVisibleAsync();
        await Expect(page.ImportButton).ToBeEnabledAsync();
    }
}
