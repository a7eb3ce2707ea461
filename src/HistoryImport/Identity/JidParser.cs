using System.Globalization;
using System.Text;

namespace HistoryImport;

/// <summary>Turns every spelling met in the wild into the canonical one.</summary>
static class JidParser
{
    public static bool TryParse(string? text, out Jid jid)
    {
        jid = default;
        ReadOnlySpan<char> span = text.AsSpan().Trim();
        int at = span.IndexOf('@');
        if (at < 0 || !WireIds.IsValid(span, WireIds.MaxBsuidBytes))
        {
            return false;
        }

        ReadOnlySpan<char> user = span[..at];
        Span<char> server = stackalloc char[span.Length - at - 1];
        span[(at + 1)..].ToLowerInvariant(server);
        if (!IsServer(server) || user.Count(':') > 1)
        {
            return false;
        }

        ReadOnlySpan<char> canonical = Canonical(server);
        user = WithoutAgents(WithoutAgent(WithoutDevice(user), server), canonical);
        int most = canonical is "bsuid" ? WireIds.MaxBsuidBytes : WireIds.MaxBytes;
        if (user.IsEmpty || Encoding.UTF8.GetByteCount(user) + 1 + canonical.Length > most || canonical is "bsuid" && !Bsuid.IsOne(user))
        {
            return false;
        }

        bool asWritten = canonical.SequenceEqual(text.AsSpan(user.Length + 1));
        jid = new Jid(asWritten ? text! : $"{user}@{canonical}", KindOf(user, canonical));
        return true;
    }

    static bool IsServer(ReadOnlySpan<char> server)
    {
        foreach (char c in server)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-'))
            {
                return false;
            }
        }

        return !server.IsEmpty;
    }

    static ReadOnlySpan<char> WithoutDevice(ReadOnlySpan<char> user)
    {
        int colon = user.IndexOf(':');
        return colon < 0 ? user : user[..colon];
    }

    static ReadOnlySpan<char> WithoutAgent(ReadOnlySpan<char> user, scoped ReadOnlySpan<char> server)
    {
        user = WithoutSuffix(user, '_', int.MaxValue);
        return KeepsDots(server) ? user : WithoutSuffix(user, '.', byte.MaxValue);
    }

    // Whatever is written behind the user, the canonical spelling has to parse to itself.
    static ReadOnlySpan<char> WithoutAgents(ReadOnlySpan<char> user, scoped ReadOnlySpan<char> server)
    {
        ReadOnlySpan<char> shorter = WithoutAgent(user, server);
        while (shorter.Length < user.Length)
        {
            user = shorter;
            shorter = WithoutAgent(user, server);
        }

        return user;
    }

    static ReadOnlySpan<char> WithoutSuffix(ReadOnlySpan<char> user, char mark, int max)
    {
        int start = user.LastIndexOf(mark);
        return start >= 0
            && ulong.TryParse(user[(start + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out ulong agent)
            && agent <= (ulong)max
            ? user[..start]
            : user;
    }

    // On these servers a dot belongs to the user; elsewhere it introduces the agent.
    static bool KeepsDots(ReadOnlySpan<char> server) => server is "lid" or "bot" or "interop" or "g.us" or "newsletter" or "bsuid";

    static ReadOnlySpan<char> Canonical(ReadOnlySpan<char> server) => server switch
    {
        "c.us" or "hosted" => "s.whatsapp.net",
        "hosted.lid" => "lid",
        _ => server,
    };

    static JidKind KindOf(ReadOnlySpan<char> user, ReadOnlySpan<char> server) => server switch
    {
        "s.whatsapp.net" when user is "0" => JidKind.Announcement,
        "s.whatsapp.net" when user is "server" => JidKind.Server,
        "s.whatsapp.net" when IsBotNumber(user) => JidKind.Bot,
        "s.whatsapp.net" => JidKind.Number,
        "lid" => JidKind.Lid,
        "bsuid" => JidKind.Bsuid,
        "g.us" => JidKind.Group,
        "broadcast" when user is "status" => JidKind.Status,
        "broadcast" => JidKind.BroadcastList,
        "newsletter" => JidKind.Newsletter,
        "call" => JidKind.Call,
        "bot" => JidKind.Bot,
        "msgr" => JidKind.Messenger,
        "interop" => JidKind.Interop,
        _ => JidKind.Unknown,
    };

    // 1313555dddd and 131655500dd: the numbers Meta AI used before it had a server of its own.
    static bool IsBotNumber(ReadOnlySpan<char> user) =>
        user.Length == 11
        && (user.StartsWith("1313555") || user.StartsWith("131655500"))
        && !user.ContainsAnyExceptInRange('0', '9');
}
