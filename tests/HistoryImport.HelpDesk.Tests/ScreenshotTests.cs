using HistoryImport.HelpDesk.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace HistoryImport.HelpDesk.Tests;

/// <summary>The picture of the main page, taken when HISTORYIMPORT_SCREENSHOTS is 1.</summary>
public sealed class ScreenshotTests(DeskFixture desk) : IClassFixture<DeskFixture>
{
    [Fact]
    public async Task Desk_WithATicketOpen_IsPictured()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("HISTORYIMPORT_SCREENSHOTS") == "1", "Set HISTORYIMPORT_SCREENSHOTS to 1 to take the picture anew.");
        await using DeskPage page = await desk.OpenTicketAsync("Elaine Souza");
        await Expect(page.Counts).ToContainTextAsync("Done.");
        await page.Page.Locator("[data-kind=Image] .media button").Last.ClickAsync();
        await Expect(page.Page.Locator("[data-kind=Image] .media img").Last).ToHaveAttributeAsync("alt", "Photo: O risco");
        await page.Page.Locator("[data-kind=Image] .media img").Last.EvaluateAsync("image => image.decode().then(() => image.closest('ol').scrollTop = image.closest('ol').scrollHeight)");
        await page.Page.ScreenshotAsync(new() { Path = Path.Combine(Build.Root, "docs", "images", "desk.png") });
    }
}
