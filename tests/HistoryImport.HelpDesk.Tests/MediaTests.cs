using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using HistoryImport.HelpDesk.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HistoryImport.HelpDesk.Tests;

/// <summary>The pictures of an old ticket. The demo's phone pushes four in each chat: one that the servers have, one that only the phone still has, one that is gone, one that is damaged.</summary>
[Collection(typeof(TicketDesk))]
public sealed class MediaTests(DeskFixture desk)
{
    const int Damaged = 0;
    const int Gone = 1;
    const int Expired = 2;
    const int There = 3;

    [Fact]
    public async Task Load_PicturesOfEveryFate_EndAsWhatTheyAre()
    {
        await using DeskPage page = await desk.OpenTicketAsync("Isabela Castro");
        await Expect(Pictures(page).Locator("img.small")).ToHaveCountAsync(4);

        // By the keyboard, and the picture is there. Of the next the phone is asked first.
        await Pictures(page).Nth(There).Locator("button").FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await ExpectPictureAsync(page, There);
        await LoadAsync(page, Expired);
        await ExpectPictureAsync(page, Expired);
        await LoadAsync(page, Gone);
        await Expect(Pictures(page).Nth(Gone)).ToContainTextAsync("The phone no longer has the file: it cannot be recovered.");
        await LoadAsync(page, Damaged);
        await Expect(Pictures(page).Nth(Damaged)).ToContainTextAsync("The file is damaged, and is not shown.");

        await Expect(Pictures(page).Locator("button")).ToHaveCountAsync(0);
        Assert.Empty((await page.Page.RunAxe()).Violations.Select(violation => $"{violation.Id}: {violation.Nodes[0].Html}"));
        await page.Page.ClickAsync("#language");
        await Expect(Pictures(page).Nth(Gone)).ToContainTextAsync("não tem mais o arquivo");
    }

    [Fact]
    public async Task Load_PhoneThatIsSilent_SaysSoAndCanBeTriedAgain()
    {
        await using DeskPage page = await desk.OpenTicketAsync("João Pereira");
        await page.Page.SelectOptionAsync("#mood", "silent");
        await LoadAsync(page, Expired);

        await Expect(Pictures(page).Nth(Expired)).ToContainTextAsync("The phone did not answer.");
        await Expect(Pictures(page).Nth(Expired).Locator("button")).ToHaveTextAsync("Load");
        await page.Page.SelectOptionAsync("#mood", "answers");
    }

    [Fact]
    public async Task File_Stored_IsServedToWhoIsInUntilItIsErased()
    {
        await using DeskPage page = await desk.OpenTicketAsync("Karen Lima");
        int before = desk.MediaFiles;
        await LoadAsync(page, There);
        await ExpectPictureAsync(page, There);
        ILocator paper = page.Page.Locator("[data-kind=Document] .media").Last;
        await paper.Locator("button").ClickAsync();
        string saved = (await paper.Locator("a").GetAttributeAsync("href"))!;
        string shown = (await Pictures(page).Nth(There).Locator("img").GetAttributeAsync("src"))!;
        Assert.Equal(before + 2, desk.MediaFiles);

        IAPIResponse picture = await page.Page.APIRequest.GetAsync(shown);
        Assert.Equal(("image/png", "nosniff", "no-store"), (picture.Headers["content-type"], picture.Headers["x-content-type-options"], picture.Headers["cache-control"]));
        IAPIResponse document = await page.Page.APIRequest.GetAsync(saved);
        Assert.Equal("application/octet-stream", document.Headers["content-type"]);
        Assert.Matches(@"^attachment; filename=[0-9a-f]{32}\.pdf", document.Headers["content-disposition"]);
        await using (DeskPage stranger = await desk.OpenDoorAsync())
        {
            Assert.Equal(401, (await stranger.Page.APIRequest.GetAsync(shown)).Status);
        }

        await page.Page.ClickAsync("#erase");
        await Expect(page.End).ToContainTextAsync("Erased");
        Assert.Equal(404, (await page.Page.APIRequest.GetAsync(shown)).Status);
        Assert.Equal(before, desk.MediaFiles);
    }

    static ILocator Pictures(DeskPage page) => page.Page.Locator("[data-kind=Image] .media");

    static Task LoadAsync(DeskPage page, int picture) => Pictures(page).Nth(picture).Locator("button").ClickAsync();

    static async Task ExpectPictureAsync(DeskPage page, int picture)
    {
        ILocator shown = Pictures(page).Nth(picture).Locator("img");
        await Expect(shown).ToHaveAttributeAsync("src", new Regex("^/api/messages/"));
        await Expect(shown).ToHaveAttributeAsync("alt", "Photo: O risco");
        await shown.EvaluateAsync("async image => { await image.decode(); }");
        Assert.Equal(320, await shown.EvaluateAsync<int>("image => image.naturalWidth"));
    }
}
