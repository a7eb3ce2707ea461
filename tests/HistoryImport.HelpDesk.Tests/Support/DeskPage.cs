using Microsoft.Playwright;

namespace HistoryImport.HelpDesk.Tests.Support;

/// <summary>One tab with the desk in it. Closing it, it says whether the console had to complain.</summary>
public sealed class DeskPage : IAsyncDisposable
{
    // How long something may take that comes in the end, in ms: long, for it runs beside all other tests.
    const float Patience = 120_000;

    readonly IBrowserContext _context;
    readonly List<string> _complaints;
    readonly bool _ownsContext;

    DeskPage(IBrowserContext context, IPage page, bool ownsContext)
    {
        (_context, Page, _ownsContext, _complaints) = (context, page, ownsContext, []);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => _complaints.Add(error);
        page.Dialog += (_, dialog) => dialog.AcceptAsync();
    }

    public IPage Page { get; }

    public ILocator ImportButton => Line.Locator("button.main");

    public ILocator Line => Page.Locator("[data-line=loja]");

    public ILocator Counts => Line.Locator("[role=status]");

    public ILocator Messages => Page.Locator("#messages li");

    public ILocator End => Page.Locator("#end");

    public static async Task<DeskPage> OpenAsync(IBrowser browser, Uri address, string language, bool dark)
    {
        IBrowserContext context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address.ToString(), Locale = language, ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light, ViewportSize = new ViewportSize { Width = 1280, Height = 800 },
        });
        context.SetDefaultTimeout(Patience);
        Assertions.SetDefaultExpectTimeout(Patience);
        var page = new DeskPage(context, await context.NewPageAsync(), ownsContext: true);
        await page.Page.GotoAsync("/");
        return page;
    }

    /// <summary>Opens another tab of the same agent.</summary>
    public async Task<DeskPage> OpenTabAsync()
    {
        var tab = new DeskPage(_context, await _context.NewPageAsync(), ownsContext: false);
        await tab.Page.GotoAsync("/");
        await tab.Page.Locator("#desk").WaitForAsync();
        return tab;
    }

    public async Task LogInAsync(bool hasPhone = true)
    {
        await Page.FillAsync("#password", "demo");
        await Page.ClickAsync("#login button");
        if (hasPhone)
        {
            await Assertions.Expect(Line.Locator(".state")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^(connected|conectada)$"));
        }
    }

    /// <summary>Waits until all has come that the phone pushes.</summary>
    public Task WaitForHistoryAsync() => Assertions.Expect(Line).ToContainTextAsync(new System.Text.RegularExpressions.Regex("1[,.]9[2-9]"));

    /// <summary>Has all that came with the pairing imported.</summary>
    public async Task ImportAsync()
    {
        await WaitForHistoryAsync();
        await ImportButton.ClickAsync();
        await Assertions.Expect(Counts).ToContainTextAsync(new System.Text.RegularExpressions.Regex("Done|nothing new|Concluída|nada novo"));
    }

    public async Task ChooseAsync(string name)
    {
        await Page.Locator("#tickets button", new() { HasText = name }).ClickAsync();
        await Assertions.Expect(Page.Locator("#conversation-title")).ToHaveTextAsync(name);
        await Messages.First.WaitForAsync();
    }

    /// <summary>Asks for older messages until the phone is asked: what is there already is shown first.</summary>
    public async Task AskPhoneAsync()
    {
        while (await End.TextContentAsync() is null or "")
        {
            await Page.ClickAsync("#older");
            await Task.Delay(300);
        }
    }

    /// <summary>Tells the demo's phone what to do.</summary>
    public Task TellPhoneAsync(string order) => Page.EvaluateAsync(
        "order => fetch('/api/phone', { method: 'POST', headers: { 'X-Desk': '1', 'Content-Type': 'application/json' }, body: order })", order);

    public async ValueTask DisposeAsync()
    {
        await Page.CloseAsync();
        if (_ownsContext)
        {
            await _context.CloseAsync();
        }

        Assert.Empty(_complaints);
    }
}
