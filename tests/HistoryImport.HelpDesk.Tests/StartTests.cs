using HistoryImport.HelpDesk.Tests.Support;

namespace HistoryImport.HelpDesk.Tests;

/// <summary>How the desk starts, and for whom.</summary>
public sealed class StartTests(DeskFixture desk) : IClassFixture<DeskFixture>
{
    [Fact]
    public async Task Start_InProductionWithoutAPassword_SaysWhatToSet() =>
        Assert.Contains("Set Desk:Password", await DeskProcess.FailAsync("Production"), StringComparison.Ordinal);

    [Fact]
    public async Task Replay_OfOfficialWebhooks_BringsTheirConversation()
    {
        await using DeskPage page = await desk.OpenAsync();
        await page.Page.ClickAsync("#replay");

        await Microsoft.Playwright.Assertions.Expect(page.Page.Locator("#told")).ToContainTextAsync("24 new");
        await page.ChooseAsync("Lúcia Amaral");
    }

    [Fact]
    public async Task Post_WithoutTheHeaderOfThePage_IsRefused()
    {
        await using DeskPage page = await desk.OpenAsync();

        Assert.Equal(400, (await page.Page.APIRequest.PostAsync("/api/replay")).Status);
    }
}
