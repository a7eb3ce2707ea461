using System.Text;

namespace HistoryImport.Tests;

/// <summary>What holds for any text that may be a JID.</summary>
static class JidCheck
{
    public static void Run(string text)
    {
        bool isJid = Jid.TryParse(text, out Jid jid);

        Assert.Equal(isJid, !jid.IsNone);
        Assert.Equal(isJid, jid.Kind != JidKind.None);
        Assert.Equal(isJid, Parses(text, Jid.Parse));
        Parses(text, Jid.FromPhone);
        if (isJid)
        {
            HoldsFor(jid);
        }
    }

    static void HoldsFor(Jid jid)
    {
        Assert.True(Jid.TryParse(jid.Value, out Jid again), "The canonical spelling is no JID.");
        Assert.Equal(jid.Value, again.Value);
        Assert.Equal(jid.Kind, again.Kind);
        Assert.True(jid == again && jid.CompareTo(again) == 0);
        Assert.Equal(jid.GetHashCode(), again.GetHashCode());
        Assert.True(Encoding.UTF8.GetByteCount(jid.Value) <= (jid.Kind == JidKind.Bsuid ? 160 : 128), "The canonical spelling is too long.");
        Assert.DoesNotContain(jid.Value, char.IsControl);
        Assert.Equal(1, jid.Value.Count(c => c == '@'));
        Assert.StartsWith($"{jid.User}@", jid.Value, StringComparison.Ordinal);
        Assert.Equal(jid.Kind == JidKind.Lid, jid.Value.EndsWith("@lid", StringComparison.Ordinal));
    }

    static bool Parses(string text, Func<string, Jid> parse)
    {
        try
        {
            return !parse(text).IsNone;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
