namespace HistoryImport.Tests;

public class AliasSetTests
{
    static readonly Jid _number = Number(1);
    static readonly Jid _lid = Lid(1);

    [Theory]
    [InlineData("", "number", true)]
    [InlineData("number", "", true)]
    [InlineData("number", "number", true)]
    [InlineData("number", "lid", true)]
    [InlineData("number", "other number", false)]
    [InlineData("lid", "other lid", false)]
    [InlineData("number lid", "number", true)]
    [InlineData("number lid", "number other lid", false)]
    [InlineData("number lid", "other number lid", false)]
    [InlineData("number", "number other lid", true)]
    [InlineData("number other number", "other number", true)]
    [InlineData("number", "number other number", true)]
    public void MayBelongTo_Account_WantsOneOfEachKnownKind(string known, string told, bool expected) =>
        Assert.Equal(expected, new AliasSet { Account = Jids(known) }.MayBelongTo(Jids(told)));

    [Theory]
    [InlineData("number", "other number")]
    [InlineData("lid", "other lid")]
    [InlineData("number lid", "other number other lid")]
    public void MayBelongTo_JidsThatClaimsMakeOne_AreTheSame(string known, string told) => Assert.True(
        new AliasSet { Claims = [new(_lid, _number), new(_lid, Number(2)), new(Lid(2), _number)], Account = Jids(known) }.MayBelongTo(Jids(told)));

    [Fact]
    public void MayBelongTo_ClaimsOfOthers_ChangeNothing() => Assert.False(
        new AliasSet { Claims = [new(Lid(2), Number(3))], Account = [_number] }.MayBelongTo([Number(3)]));

    [Fact]
    public void MayBelongTo_NoJid_SaysNothing() => Assert.True(new AliasSet { Account = [_number] }.MayBelongTo([default]));

    static Jid[] Jids(string names) =>
    [
        .. names.Replace("other number", "2n", StringComparison.Ordinal).Replace("other lid", "2l", StringComparison.Ordinal)
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(name => name switch { "number" => _number, "lid" => _lid, "2n" => Number(2), _ => Lid(2) }),
    ];

    static Jid Number(int i) => Jid.Parse($"551190000000{i}@s.whatsapp.net");

    static Jid Lid(int i) => Jid.Parse($"10000000000000{i}@lid");
}
