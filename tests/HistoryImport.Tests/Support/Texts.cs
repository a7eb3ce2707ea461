using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace HistoryImport.Tests;

/// <summary>Strings that tend to break things.</summary>
static class Texts
{
    /// <summary>Any UTF-16, lone surrogates and control characters included.</summary>
    public static Gen<string> Any { get; } =
        from chars in Gen.Choose(0, 0xffff).Select(code => (char)code).Or(Ascii()).ArrayOf()
        select new string(chars);

    /// <summary>Well-formed text in which equal prefixes, astral characters and the code points around the surrogates are common.</summary>
    public static Gen<string> WellFormed { get; } =
        from runes in Gen.Elements("a", "b", "\0", "é", "\ud7ff", "\ue000", "\ufb01", "\uffff", "\U00010000", "\U0001f44d", "\U0010ffff")
            .Or(Gen.Choose(0, 0x10ffff).Where(Rune.IsValid).Select(code => new Rune(code).ToString()))
            .ArrayOf()
        select string.Concat(runes);

    /// <summary>What looks like a JID, or nearly: every known server, separators where they do and do not belong.</summary>
    public static Gen<string> NearlyJids { get; } =
        from user in Gen.Elements("1", "55119", "0", "server", "status", "a", "_", "_1", ".", ".2", ".256", ":", ":7", "-", " ", "_99999999999", "13135550002")
            .ArrayOf().Resize(6)
        from at in Gen.Frequency((9, Gen.Constant("@")), (1, Gen.Elements("", "@@", " @ ")))
        from server in Gen.Elements(
            "s.whatsapp.net", "c.us", "hosted", "hosted.lid", "lid", "g.us", "broadcast", "newsletter", "call", "bot", "msgr", "interop",
            "C.US", "LID", "unknown.server", "", "lid ", "\u212a")
        from padding in Gen.Frequency((9, Gen.Constant(0)), (1, Gen.Choose(90, 130)))
        select new string('7', padding) + string.Concat(user) + at + server;

    static Gen<char> Ascii() => Gen.Choose(0, 0x7f).Select(code => (char)code);
}
