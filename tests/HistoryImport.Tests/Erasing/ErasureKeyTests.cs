using HistoryImport.Tests.Support;

namespace HistoryImport.Tests.Erasing;

public class ErasureKeyTests
{
    [Fact]
    public void Constructor_ShortSecret_SaysHowLong() =>
        Assert.Contains("at least 32 random bytes", Assert.Throws<ArgumentException>(() => new ErasureKey(new byte[31])).Message, StringComparison.Ordinal);

    [Fact]
    public void ToString_AnyKey_HoldsNoneOfIt() => Assert.Equal(nameof(ErasureKey), new ErasureKey(new byte[32]).ToString());

    [Fact]
    public void Marks_OfTenantConnectionKindAndKey_AreApart()
    {
        var jid = Jid.Parse(Some.Chat);
        var maker = new MarkMaker(new ErasureKey(new byte[32]), new ConnectionKey("a", "b"));
        string[] marks =
        [
            maker.OfPerson(jid), maker.OfChat(jid), maker.OfAddress(jid.User), maker.OfKey, maker.OfConnection,
            new MarkMaker(new ErasureKey(new byte[32]), new ConnectionKey("a", "c")).OfPerson(jid),
            new MarkMaker(new ErasureKey(new byte[32]), new ConnectionKey("ab", "b")).OfPerson(jid),
            new MarkMaker(new ErasureKey([.. new byte[31], 1]), new ConnectionKey("a", "b")).OfPerson(jid),
        ];

        Assert.Equal(marks.Length, marks.Distinct().Count());
        Assert.All(marks, mark => Assert.InRange(mark.Length, 1, 64));
        Assert.Equal(marks[0], maker.OfPerson(jid));
    }
}
