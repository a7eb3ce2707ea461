using Microsoft.Playwright;

namespace HistoryImport.HelpDesk.Tests.Support;

/// <summary>Debian's Chromium without a window. No browser is ever downloaded.</summary>
public sealed class Browser : IAsyncLifetime
{
    static readonly string? _program = ((string[])["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]).FirstOrDefault(File.Exists);

    IPlaywright? _playwright;

    /// <summary>Gets why there is none; <see langword="null"/> where there is.</summary>
    public static string? Missing { get; } =
        _program is null ? "There is no Chromium (Debian: apt-get install chromium)."
        : !Directory.Exists(Path.Combine(Build.Root, "node_modules")) ? "The phone's packages are missing: npm ci --ignore-scripts."
        : null;

    public IBrowser Running { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (Missing is null)
        {
            _playwright = await Playwright.CreateAsync();
            Running = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
            {
                ExecutablePath = _program,
                Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
            });
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_playwright is not null)
        {
            await Running.CloseAsync();
            _playwright.Dispose();
        }
    }
}
