using System.Buffers;
using System.Globalization;

namespace HistoryImport.Media;

/// <summary>Makes addresses of paths. A path is its sender's text, and says nothing about the host.</summary>
static class MediaAddress
{
    const int MaxPath = 4096;

    // The characters of paths as WhatsApp's servers write them. Everything else is none of theirs.
    static readonly SearchValues<char> _allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/?&=-_.~%+,:;!*'()$");

    /// <summary>Tells whether a path can be one on WhatsApp's servers.</summary>
    public static bool IsPath(string? path) => path is not null && Of("mmg.whatsapp.net", path) is not null;

    /// <summary>Makes the address of a path on a host.</summary>
    /// <returns><see langword="null"/> if what it leads to is not exactly that path on that host.</returns>
    public static Uri? Of(string host, string path)
    {
        if (path.Length is < 2 or > MaxPath || path[0] != '/' || path[1] == '/' || path.AsSpan().ContainsAnyExcept(_allowed))
        {
            return null;
        }

        return Uri.TryCreate($"https://{host}{path}", UriKind.Absolute, out Uri? address) && IsExactly(address, host) && address.PathAndQuery == path
            ? address
            : null;
    }

    /// <summary>Takes an address that somebody tells, if it is on one of some hosts.</summary>
    public static Uri? Told(string? address, IEnumerable<string> hosts) =>
        address is { Length: <= MaxPath } && Uri.TryCreate(address, UriKind.Absolute, out Uri? told)
        && hosts.FirstOrDefault(host => host == told.Host) is { } host && IsExactly(told, host) && told.AbsoluteUri == address
            ? told
            : null;

    /// <summary>Tells whether a host is one of WhatsApp's.</summary>
    public static bool IsHost(string? host) =>
        host is { Length: <= 253 } && host.EndsWith(".whatsapp.net", StringComparison.Ordinal)
        && host.Split('.').All(label => label is { Length: > 0 and <= 63 } && label[0] != '-' && label[^1] != '-'
            && label.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'));

    /// <summary>Gets how fresh a path is: the time at which its signature ends, which stands in it as a hexadecimal number.</summary>
    /// <returns>0 if it does not say; -1 if it is none.</returns>
    public static long Rank(string? path)
    {
        if (!IsPath(path))
        {
            return -1;
        }

        int query = path!.IndexOf('?', StringComparison.Ordinal);
        foreach (string pair in query < 0 ? [] : path[(query + 1)..].Split('&'))
        {
            // Longer than eight digits it would lie behind the year 2106: no time.
            if (pair.StartsWith("oe=", StringComparison.Ordinal) && pair.Length <= 3 + 8
                && uint.TryParse(pair.AsSpan(3), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint end))
            {
                return end;
            }
        }

        return 0;
    }

    static bool IsExactly(Uri address, string host) =>
        address.Scheme == Uri.UriSchemeHttps && address.Host == host && address.IsDefaultPort && address.UserInfo.Length == 0 && address.Fragment.Length == 0;
}
