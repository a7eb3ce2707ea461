using Deque.AxeCore.Playwright;
using HistoryImport.HelpDesk.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace HistoryImport.HelpDesk.Tests;

/// <summary>For everybody: by keyboard, by a screen reader, by day and night, in Portuguese.</summary>
public sealed class AccessTests(DeskFixture desk) : IClassFixture<DeskFixture>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Page_ByDayAndNight_HasNoViolations(bool dark)
    {
        await using DeskPage page = await desk.OpenDoorAsync(dark: dark);
        Assert.Empty((await page.Page.RunAxe()).Violations.Select(violation => violation.Id));
        await page.LogInAsync();
        await desk.ShowTicketAsync(page, "Ana Prado");
        Assert.Empty((await page.Page.RunAxe()).Violations.Select(violation => $"{violation.Id}: {violation.Nodes[0].Html}"));
    }

    [Fact]
    public async Task Page_InPortuguese_SpeaksItToTheEnd()
    {
        await using DeskPage page = await desk.OpenAsync("pt-BR");
        await Expect(page.ImportButton).ToHaveTextAsync("Importar histórico");
        await desk.ShowTicketAsync(page, "Fábio Nunes");
        await page.Page.SelectOptionAsync("#mood", "silent");
        await page.AskPhoneAsync();

        await Expect(page.End).ToHaveTextAsync("Nenhuma resposta do telefone chegou a tempo. Abra o WhatsApp no telefone e tente de novo.");
        await page.Page.SelectOptionAsync("#mood", "answers");
        await page.Page.ClickAsync("#language");
        await Expect(page.ImportButton).ToHaveTextAsync("Import history");
        Assert.Equal("en", await page.Page.EvaluateAsync<string>("() => document.documentElement.lang"));
    }

    [Fact]
    public async Task Desk_ByKeyboardAlone_ImportsAndOpensATicket()
    {
        await using DeskPage page = await desk.OpenDoorAsync();
        await page.Page.FocusAsync("#password");
        await page.Page.Keyboard.TypeAsync("demo");
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(page.ImportButton).ToBeVisibleAsync();
        await page.WaitForHistoryAsync();
        await TabToAsync(page, "[data-line=loja] button.main");
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(page.Page.Locator("#tickets button").First).ToBeVisibleAsync();
        await Expect(page.ImportButton).ToBeEnabledAsync();
        await TabToAsync(page, "#tickets button");
        await page.Page.Keyboard.PressAsync("Enter");

        await Expect(page.Messages.First).ToBeVisibleAsync();
        Assert.Equal("conversation", await page.Page.EvaluateAsync<string>("() => document.activeElement.id"));
        await TabToAsync(page, "#older");
    }

    static async Task TabToAsync(DeskPage page, string selector)
    {
        for (int i = 0; i < 60; i++)
        {
            if (await page.Page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector))
            {
                return;
            }

            await page.Page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"The keyboard does not reach {selector}.");
    }
}
