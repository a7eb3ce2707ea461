using System.Text.RegularExpressions;

namespace HistoryImport.AspNetCore;

/// <summary>Tells the account's own phone, its device 0, from everybody else's.</summary>
static partial class OwnPhone
{
    /// <param name="from">JID of the device whose session opened the notification.</param>
    /// <param name="account">The account's own JIDs.</param>
    public static bool Sent(string? from, IReadOnlyList<Jid> account)
    {
        Match device = DeviceJid().Match(from ?? "");
        return device.Success
            && device.Groups["device"].Value is "" or "0"
            && Jid.TryParse($"{device.Groups["user"].Value}@{device.Groups["server"].Value}", out Jid sender)
            && account.Contains(sender);
    }

    // With an agent behind the user, as some JIDs of linked devices are written.
    [GeneratedRegex(@"^(?<user>[0-9]+)(?:_[0-9]+)?(?::(?<device>[0-9]+))?@(?<server>s\.whatsapp\.net|c\.us|lid)\z")]
    private static partial Regex DeviceJid();
}
