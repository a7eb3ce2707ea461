using Microsoft.Playwright;

namespace HistoryImport.HelpDesk.Tests.Support;

/// <summary>A desk and a browser for the tests of a class.</summary>
public sealed class DeskFixture : IAsyncLifetime
{
    readonly Browser _browser = new();
    DeskProcess? _desk;
    bool _hasHistory;

    public async ValueTask InitializeAsync()
    {
        await _browser.InitializeAsync();
        if (Browser.Missing is null)
        {
            _desk = await DeskProcess.StartAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        if (_desk is not null)
        {
            await _desk.DisposeAsync();
        }
    }

    public int MediaFiles => _desk!.MediaFiles;

    /// <summary>Opens the page of an agent who is logged in, and whose phone is connected.</summary>
    public async Task<DeskPage> OpenAsync(string language = "en-US", bool dark = false)
    {
        DeskPage page = await OpenDoorAsync(language, dark);
        try
        {
            await page.LogInAsync();
        }
        catch (PlaywrightException error)
        {
            throw new InvalidOperationException($"{error.Message}\nThe desk said:\n{_desk!.Said}", error);
        }

        return page;
    }

    /// <summary>Opens the page at a ticket.</summary>
    public async Task<DeskPage> OpenTicketAsync(string name, string language = "en-US", bool dark = false)
    {
        DeskPage page = await OpenAsync(language, dark);
        await ShowTicketAsync(page, name);
        return page;
    }

    /// <summary>Goes to a ticket. The first brings the history in.</summary>
    public async Task ShowTicketAsync(DeskPage page, string name)
    {
        if (!_hasHistory)
        {
            await page.ImportAsync();
            _hasHistory = true;
        }

        await page.ChooseAsync(name);
    }

    /// <summary>Opens the page of somebody who is not.</summary>
    public async Task<DeskPage> OpenDoorAsync(string language = "en-US", bool dark = false)
    {
        Assert.SkipWhen(Browser.Missing is not null, Browser.Missing ?? "");
        return await DeskPage.OpenAsync(_browser.Running, _desk!.Address, language, dark);
    }
}
