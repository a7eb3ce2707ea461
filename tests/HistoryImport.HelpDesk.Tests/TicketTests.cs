using HistoryImport.HelpDesk.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace HistoryImport.HelpDesk.Tests;

/// <summary>What came before is fetched while the conversation goes on, and each end is a sentence.</summary>
[Collection(typeof(TicketDesk))]
public sealed class TicketTests(DeskFixture desk)
{
    [Fact]
    public async Task Older_WhileAnotherTabReceives_BringsBoth()
    {
        await using DeskPage page = await desk.OpenTicketAsync("Ana Prado");
        await using DeskPage other = await page.OpenTabAsync();
        await other.ChooseAsync("Ana Prado");
        await page.TellPhoneAsync("""{"do":"mood","mood":"slow"}""");
        await page.AskPhoneAsync();
        await other.Page.ClickAsync("#say");

        await Expect(other.Messages.Filter(new() { HasText = "Oi!" })).ToHaveCountAsync(1);
        await Expect(page.End).ToContainTextAsync("have arrived");
        await Expect(page.Page.Locator("#older")).ToBeEnabledAsync();
        Assert.InRange(int.Parse((await page.Page.Locator("#messages").GetAttributeAsync("data-total"))!, null), 200, 400);
        await page.TellPhoneAsync("""{"do":"mood","mood":"answers"}""");
    }

    [Theory]
    [InlineData("Bruno Tavares", "silent", "Open WhatsApp on the phone and try again.")]
    [InlineData("Carla Mendes", "phone-only", "WhatsApp keeps the older messages on the phone")]
    [InlineData("Diego Rocha", "offline", "Try again when it is connected.")]
    public async Task Older_PhoneThatDoesNotHelp_SaysWhatToDo(string ticket, string mood, string sentence)
    {
        await using DeskPage page = await desk.OpenTicketAsync(ticket);
        try
        {
            await page.Page.SelectOptionAsync("#mood", mood);
            if (mood == "offline")
            {
                await Expect(page.Line.Locator(".state")).ToHaveTextAsync("offline");
            }

            await page.AskPhoneAsync();
            await Expect(page.End).ToContainTextAsync(sentence);
        }
        finally
        {
            await page.Page.SelectOptionAsync("#mood", "answers");
        }
    }

    [Fact]
    public async Task Conversation_OfEveryKind_IsShownAsPeopleKnowIt()
    {
        await using DeskPage page = await desk.OpenTicketAsync("Elaine Souza");

        await Expect(page.Messages.Filter(new() { HasText = "Photo: O risco" }).First).ToBeVisibleAsync();
        await Expect(page.Messages.Filter(new() { HasText = "Voice message" }).First).ToBeVisibleAsync();
        await Expect(page.Messages.Filter(new() { HasText = "edited" }).First).ToBeVisibleAsync();
        await Expect(page.Messages.Filter(new() { HasText = "This message was deleted." }).First).ToBeVisibleAsync();
        await Expect(page.Messages.Filter(new() { HasText = "👍" }).First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Erase_OfAPerson_TakesTheirConversationAway()
    {
        await using DeskPage page = await desk.OpenTicketAsync("Grace Miller");
        await page.Page.ClickAsync("#erase");

        await Expect(page.End).ToContainTextAsync("Erased");
        await Expect(page.Page.Locator("#tickets button", new() { HasText = "Grace Miller" })).ToHaveCountAsync(0);
    }
}
