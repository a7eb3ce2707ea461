using System.Text;
using FsCheck.Fluent;

namespace HistoryImport.Tests;

public class JidTests
{
    public static TheoryData<int, string, string?, JidKind> Vectors
    {
        get
        {
            var data = new TheoryData<int, string, string?, JidKind>();
            foreach ((int vector, string input, string? canonical, JidKind kind) in JidVectors.All)
            {
                data.Add(vector, input, canonical, kind);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void TryParse_Vector_GivesCanonicalSpellingAndKind(int vector, string input, string? canonical, JidKind kind)
    {
        bool parsed = Jid.TryParse(input, out Jid jid);

        Assert.True(parsed == canonical is not null, $"vector {vector}");
        Assert.Equal(canonical ?? "", jid.Value);
        Assert.Equal(kind, jid.Kind);
        Assert.Equal(canonical is null, jid.IsNone);
    }

    [Theory]
    [InlineData(28, true)]
    [InlineData(27, false)]
    public void TryFormat_Room_IsWrittenWholeOrNotAtAll(int room, bool expected)
    {
        var jid = Jid.Parse("5511987654321@s.whatsapp.net");

        Assert.Equal(expected, ((ISpanFormattable)jid).TryFormat(new char[room], out int written, default, null));
        Assert.Equal(expected ? jid.Value.Length : 0, written);
    }

    [Fact]
    public void Vectors_Table_IsComplete() => Assert.Equal(Enumerable.Range(1, 81), JidVectors.All.Select(row => row.Vector));

    [Theory]
    [InlineData("5511987654321:12@s.whatsapp.net", "5511987654321@c.us", true)]
    [InlineData("5511987654321@hosted", "5511987654321@s.whatsapp.net", true)]
    [InlineData("11111111111111:99@hosted.lid", "11111111111111@lid", true)]
    [InlineData("123@lid", "123@s.whatsapp.net", false)]
    [InlineData("120363012345678901@g.us", "120363012345678901@newsletter", false)]
    [InlineData("5511987654321@s.whatsapp.net", "551187654321@s.whatsapp.net", false)]
    [InlineData("ABC@lid", "abc@lid", false)]
    public void Equals_TwoSpellings_ComparesAddresses(string left, string right, bool same)
    {
        Jid one = Jid.Parse(left);
        Jid other = Jid.Parse(right);

        Assert.Equal(same, one == other);
        Assert.Equal(same, one.Equals((object)other));
        Assert.Equal(!same, one != other);
        Assert.Equal(same, one.CompareTo(other) == 0);
        Assert.True(!same || one.GetHashCode() == other.GetHashCode());
    }

    [Fact]
    public void Equals_AnotherType_IsFalse() => Assert.False(Jid.Parse("1@lid").Equals((object)"1@lid"));

    [Fact]
    public void Default_None_HasNoParts()
    {
        Jid none = default;

        Assert.True(none.IsNone);
        Assert.False(none.IsPerson);
        Assert.Equal(JidKind.None, none.Kind);
        Assert.Equal(("", "", ""), (none.Value, none.User, none.ToString()));
        Assert.True(none < Jid.Parse("0@c.us"));
        Assert.True(none == default);
        Assert.Equal(0, none.GetHashCode());
    }

    [Theory]
    [InlineData("5511987654321:3@c.us", "5511987654321", true)]
    [InlineData("12345.6789@lid", "12345.6789", true)]
    [InlineData("123-456@g.us", "123-456", false)]
    [InlineData("13135550002@c.us", "13135550002", false)]
    public void User_ParsedJid_IsThePartBeforeTheServer(string input, string user, bool isPerson)
    {
        Jid jid = Jid.Parse(input);

        Assert.Equal(user, jid.User);
        Assert.Equal(isPerson, jid.IsPerson);
        Assert.Equal(jid.Value, jid.ToString());
    }

    [Theory]
    [InlineData("1_2_3@s.whatsapp.net", "1@s.whatsapp.net")]
    [InlineData("1.2.3@s.whatsapp.net", "1@s.whatsapp.net")]
    [InlineData("1_2.3@c.us", "1@s.whatsapp.net")]
    [InlineData("12345.6.7@hosted.lid", "12345.6@lid")]
    [InlineData("1.256@s.whatsapp.net", "1.256@s.whatsapp.net")]
    [InlineData("1_x@lid", "1_x@lid")]
    [InlineData("1_@lid", "1_@lid")]
    public void TryParse_RepeatedSuffixes_LeavesNoneOver(string input, string canonical) => Assert.Equal(canonical, Jid.Parse(input).Value);

    [Theory]
    [InlineData(null)]
    [InlineData("   ")]
    [InlineData("@")]
    [InlineData("@lid")]
    [InlineData("1@")]
    [InlineData(":1@lid")]
    [InlineData("_1@lid")]
    [InlineData("_1_2@lid")]
    [InlineData(".2@s.whatsapp.net")]
    [InlineData("1@li d")]
    [InlineData("1@l\u0131d")]
    [InlineData("1@lid\u200b")]
    [InlineData("1\0@lid")]
    [InlineData("1\n2@lid")]
    [InlineData("1\u0085@lid")]
    [InlineData("1\u007f@lid")]
    [InlineData("' OR 1=1 --")]
    [InlineData("{\"user\":\"1\",\"server\":\"lid\"}")]
    public void TryParse_Malformed_IsRefused(string? input)
    {
        Assert.False(Jid.TryParse(input, out Jid jid));
        Assert.True(jid.IsNone);
    }

    [Theory]
    [InlineData('\ud800')]
    [InlineData('\udc00')]
    public void TryParse_LoneSurrogate_IsRefused(char lone) => Assert.False(Jid.TryParse($"1{lone}2@lid", out _));

    [Theory]
    [InlineData("lid", 124, true)]
    [InlineData("lid", 125, false)]
    [InlineData("s.whatsapp.net", 113, true)]
    [InlineData("s.whatsapp.net", 114, false)]
    [InlineData("c.us", 113, true)]
    [InlineData("c.us", 114, false)]
    [InlineData("hosted", 114, false)]
    public void TryParse_Length_IsLimitedTo128BytesOfTheCanonicalSpelling(string server, int userLength, bool valid)
    {
        Assert.Equal(valid, Jid.TryParse($"{new string('7', userLength)}@{server}", out Jid jid));
        Assert.True(Encoding.UTF8.GetByteCount(jid.Value) <= 128);
    }

    [Fact]
    public void TryParse_Length_CountsBytes()
    {
        Assert.True(Jid.TryParse($"{new string('é', 62)}@lid", out _));
        Assert.False(Jid.TryParse($"{new string('é', 63)}@lid", out _));
    }

    [Fact]
    public void TryParse_HugeInput_IsRefusedWithoutRecursionOrStackUse() => Assert.False(Jid.TryParse(new string('_', 50_000_000) + "@lid", out _));

    [Fact]
    public void TryParse_CanonicalText_IsNotCopied()
    {
        string text = new("5511987654321@s.whatsapp.net".AsSpan());

        Assert.Same(text, Jid.Parse(text).Value);
    }

    [Fact]
    public void TryParse_Canonical_IsAFixedPoint() => PropertyCheck.That(
        Texts.NearlyJids.Or(Texts.Any),
        text => !Jid.TryParse(text, out Jid jid) || Jid.TryParse(jid.Value, out Jid again) && again == jid && again.Kind == jid.Kind,
        runs: 20_000);

    [Fact]
    public void TryParse_AnyText_GivesAValidJidOrNone() => PropertyCheck.That(
        Texts.NearlyJids.Or(Texts.Any),
        text => Jid.TryParse(text, out Jid jid)
            ? jid.Kind != JidKind.None && WireIds.IsValid(jid.Value) && jid.Value.Count(c => c == '@') == 1 && !jid.Value.Contains(':')
            : jid.IsNone,
        runs: 20_000);

    [Fact]
    public void TryParse_ValidJid_KeepsLidsAndNumbersApart() => PropertyCheck.That(
        Texts.NearlyJids,
        text => !Jid.TryParse(text, out Jid jid) || jid.Kind == JidKind.Lid == jid.Value.EndsWith("@lid", StringComparison.Ordinal),
        runs: 5_000);

    [Fact]
    public void Parse_NoJid_SaysWhatToDoAndHoldsNoNumber()
    {
        var error = Assert.Throws<FormatException>(() => Jid.Parse("5511912345678"));

        Assert.Contains("FromPhone", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("5511912345678", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => Jid.Parse(null!));
    }

    [Theory]
    [InlineData("5511987654321", "5511987654321@s.whatsapp.net")]
    [InlineData("+5511987654321", "5511987654321@s.whatsapp.net")]
    [InlineData("+55 (11) 98765-4321", "5511987654321@s.whatsapp.net")]
    [InlineData(" +49.151.2345678 ", "491512345678@s.whatsapp.net")]
    [InlineData("12345", "12345@s.whatsapp.net")]
    [InlineData("12345678901234567890", "12345678901234567890@s.whatsapp.net")]
    public void FromPhone_AsPeopleWriteIt_GivesTheNumber(string phone, string expected)
    {
        Jid jid = Jid.FromPhone(phone);

        Assert.Equal(expected, jid.Value);
        Assert.Equal(JidKind.Number, jid.Kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1234")]
    [InlineData("123456789012345678901")]
    [InlineData("5511987654321@s.whatsapp.net")]
    [InlineData("123@lid")]
    [InlineData("55a11987654321")]
    [InlineData("55+11987654321")]
    [InlineData("٥٥١١٩٨٧٦٥٤٣٢١")]
    [InlineData("5511987654321\n")]
    public void FromPhone_NotAPhone_Throws(string phone) => Assert.Throws<FormatException>(() => Jid.FromPhone(phone));

    [Fact]
    public void FromPhone_Null_Throws() => Assert.Throws<ArgumentNullException>(() => Jid.FromPhone(null!));

    [Fact]
    public void CompareTo_AnyTwo_OrdersByUtf8Bytes() => PropertyCheck.That(
        Gen.Two(Texts.NearlyJids.Or(Texts.WellFormed.Select(text => $"{text}@lid"))),
        pair =>
        {
            _ = Jid.TryParse(pair.Item1, out Jid left);
            _ = Jid.TryParse(pair.Item2, out Jid right);
            int expected = Math.Sign(Encoding.UTF8.GetBytes(left.Value).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right.Value)));
            return Math.Sign(left.CompareTo(right)) == expected
                && left < right == expected < 0 && left <= right == expected <= 0
                && left > right == expected > 0 && left >= right == expected >= 0;
        });
}
