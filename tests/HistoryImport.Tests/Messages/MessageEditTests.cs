using FsCheck.Fluent;

namespace HistoryImport.Tests;

public class MessageEditTests
{
    [Fact]
    public void CompareTo_AnyTwo_IsATotalOrderThatOperatorsFollow() => PropertyCheck.That(
        Gen.Three(Reports.Edits),
        edits =>
        {
            (MessageEdit? a, MessageEdit? b, MessageEdit? c) = edits;
            return a < b == b > a && a <= b == !(a > b) && a >= b == !(a < b)
                && (a <= b && b <= a) == (a == b)
                && (!(a <= b && b <= c) || a <= c);
        },
        runs: 3_000);

    [Fact]
    public void CompareTo_Null_IsGreater() => Assert.True(new MessageEdit(long.MinValue, "", "").CompareTo(null) > 0);

    [Theory]
    [InlineData(1L, "Z", "z", 2L, "A", "a")]
    [InlineData(1L, "A", "z", 1L, "B", "a")]
    [InlineData(1L, "A", "a", 1L, "A", "b")]
    [InlineData(1L, "\uffff", "", 1L, "\U00010000", "")]
    [InlineData(1L, "A", "\uffff", 1L, "A", "\U00010000")]
    public void CompareTo_TimeThenEnvelopeThenBody_Decide(long time, string envelope, string body, long laterTime, string laterEnvelope, string laterBody) =>
        Assert.True(new MessageEdit(time, envelope, body) < new MessageEdit(laterTime, laterEnvelope, laterBody));
}
