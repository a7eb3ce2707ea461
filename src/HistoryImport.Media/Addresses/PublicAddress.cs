using System.Net;
using System.Net.Sockets;

namespace HistoryImport.Media;

/// <summary>Tells addresses of the internet from those of a machine, a network or nobody.</summary>
static class PublicAddress
{
    static readonly IPNetwork[] _others =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        }.Select(network => IPNetwork.Parse(network)),
    ];

    static readonly IPNetwork _internet = IPNetwork.Parse("2000::/3");
    static readonly IPNetwork _translated = IPNetwork.Parse("64:ff9b::/96");

    public static bool Is(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return Is(address.MapToIPv4());
        }

        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            // A network without IPv4 reaches it under this prefix.
            return _translated.Contains(address)
                ? Is(new IPAddress(address.GetAddressBytes().AsSpan(12)))
                : _internet.Contains(address) && !Array.Exists(_others, other => other.Contains(address));
        }

        return address.AddressFamily == AddressFamily.InterNetwork && !Array.Exists(_others, other => other.Contains(address));
    }
}
