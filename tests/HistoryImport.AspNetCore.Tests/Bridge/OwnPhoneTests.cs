namespace HistoryImport.AspNetCore.Tests.Bridge;

public sealed class OwnPhoneTests
{
    static readonly Jid[] _account = [Jid.Parse(TestDelivery.Number), Jid.Parse(TestDelivery.Lid)];

    [Theory]
    [InlineData("5511900000001@s.whatsapp.net")]
    [InlineData("5511900000001:0@s.whatsapp.net")]
    [InlineData("5511900000001_1:0@s.whatsapp.net")]
    [InlineData("5511900000001@c.us")]
    [InlineData("99000000000001@lid")]
    public void Sent_OwnDeviceZero_IsIt(string from) => Assert.True(OwnPhone.Sent(from, _account));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("5511900000002@s.whatsapp.net")]
    [InlineData("5511900000001:1@s.whatsapp.net")]
    [InlineData("5511900000001:00@s.whatsapp.net")]
    [InlineData("5511900000001@lid")]
    [InlineData("5511900000001@s.whatsapp.net\n")]
    [InlineData("5511900000001@s.whatsapp.net.example")]
    [InlineData("1203630000000001@g.us")]
    public void Sent_AnybodyElse_IsNot(string? from) => Assert.False(OwnPhone.Sent(from, _account));

    [Fact]
    public void Sent_AccountUnknown_IsNot() => Assert.False(OwnPhone.Sent(TestDelivery.Number, []));
}
