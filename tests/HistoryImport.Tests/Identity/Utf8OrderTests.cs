using System.Text;
using FsCheck.Fluent;

namespace HistoryImport.Tests;

public class Utf8OrderTests
{
    [Fact]
    public void Compare_AnyTwoTexts_OrdersLikeTheirUtf8Bytes() => PropertyCheck.That(
        from prefix in Texts.WellFormed
        from left in Texts.WellFormed
        from right in Texts.WellFormed
        select (Left: prefix + left, Right: prefix + right),
        pair => Math.Sign(Utf8Order.Compare(pair.Left, pair.Right)) == Bytes(pair.Left, pair.Right)
            && Math.Sign(Utf8Order.Compare(pair.Right, pair.Left)) == -Bytes(pair.Left, pair.Right)
            && Utf8Order.Compare(pair.Left, pair.Left) == 0,
        runs: 20_000);

    [Theory]
    [InlineData(null, null, 0)]
    [InlineData(null, "", -1)]
    [InlineData("", "", 0)]
    [InlineData("", "a", -1)]
    [InlineData("a", "aa", -1)]
    [InlineData("Z", "a", -1)]
    [InlineData("\ud7ff", "\ue000", -1)]
    [InlineData("\uffff", "\U00010000", -1)]
    [InlineData("\U00010000", "\U00010001", -1)]
    [InlineData("\U0001f44d", "\U0010ffff", -1)]
    [InlineData("a\0", "a", 1)]
    public void Compare_NullsAndBorders_AreOrdered(string? left, string? right, int expected)
    {
        Assert.Equal(expected, Math.Sign(Utf8Order.Compare(left, right)));
        Assert.Equal(-expected, Math.Sign(Utf8Order.Compare(right, left)));
    }

    static int Bytes(string left, string right) =>
        Math.Sign(Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right)));
}
