using System.Text;

namespace HistoryImport.Sqlite.Tests.Messages;

public sealed class RawColumnTests
{
    static readonly byte[] _key = [.. Enumerable.Range(100, 32).Select(i => (byte)i)];

    [Theory]
    [InlineData("", "")]
    [InlineData("ten letters", "ten letters")]
    [InlineData("\n\u0012ten letters", "ten letters")]
    [InlineData("ten lettersten letters", "ten letters")]
    [InlineData("\0ten letters", "ten letters")]
    [InlineData("\0", "")]
    [InlineData("\0\u0001", "another body")]
    [InlineData("nothing of it", "another body")]
    [InlineData("short: hi", "hi")]
    [InlineData("Olá, às três 👍 de novo", "às três 👍")]
    public void Read_WhatWasWritten_IsThePayload(string raw, string body)
    {
        MessageContent content = Content(Encoding.UTF8.GetBytes(raw), body);

        byte[] stored = new RawColumn().Write(content).ToArray();

        Assert.Equal(raw, Encoding.UTF8.GetString(RawColumn.Read(stored, body, null)));
    }

    [Fact]
    public void Write_PayloadThatHoldsWhatStandsElsewhere_LeavesItOut()
    {
        var media = new MediaDescriptor { Key = _key, Sha256 = _key, DirectPath = "/v/t62.7119-24/1", FileName = "contract.pdf", Url = "https://mmg.whatsapp.net/v/t62.7119-24/1" };
        byte[] raw = [26, 2, .. _key, 9, .. "/v/t62.7119-24/1|https://mmg.whatsapp.net/v/t62.7119-24/1|contract.pdf|the contract you asked for"u8, 7];
        MessageContent content = Content(raw, "the contract you asked for") with { Media = media };

        byte[] stored = new RawColumn().Write(content).ToArray();

        // What is left: the mark, six pieces with their lengths, and five numbers; "https://mmg.whatsapp.net" goes with its address.
        Assert.Equal(1 + 6 + 5 + (raw.Length - _key.Length - 16 - 40 - 12 - 26), stored.Length);
        Assert.Equal(raw, RawColumn.Read(stored, content.Body, media));
    }

    [Theory]
    [InlineData("quoted: 5511955501234, text: 11955501234", "11955501234", "5511955501234")]
    [InlineData("5511955501234@s.whatsapp.net", "551195550", "5511955501234")]
    [InlineData("quoted: BR.13491208655302741918", "13491208655302741918", "BR.13491208655302741918")]
    public void Write_BodyThatIsPartOfAnAddress_LeavesTheAddressWhole(string raw, string body, string address)
    {
        MessageContent content = Content(Encoding.UTF8.GetBytes(raw), body);

        byte[] stored = new RawColumn().Write(content).ToArray();

        Assert.Contains(address, Encoding.UTF8.GetString(stored), StringComparison.Ordinal);
        Assert.Equal(raw, Encoding.UTF8.GetString(RawColumn.Read(stored, body, null)));
    }

    [Fact]
    public void Read_PayloadOfAnEarlierVersion_IsWhatStands()
    {
        byte[] stored = "\u0012ten letters"u8.ToArray();

        Assert.Equal(stored, RawColumn.Read(stored, "ten letters", null));
    }

    [Fact]
    public void Read_PartThatIsUnknown_SaysSo() =>
        Assert.Contains("99", Assert.Throws<InvalidDataException>(() => RawColumn.Read([0, 0, 99], "", null)).Message, StringComparison.Ordinal);

    [Fact]
    public void Write_PayloadOfDigitsAlone_LooksAtFewPlacesAndKeepsIt()
    {
        byte[] raw = [.. Enumerable.Repeat((byte)'1', 1_000_000)];

        Assert.Equal(raw, new RawColumn().Write(Content(raw, new string('1', 500_000))).ToArray());
    }

    [Fact]
    public void Read_AnyPayloadAndBody_IsThePayload()
    {
        var random = new Random(1);
        var column = new RawColumn();
        for (int i = 0; i < 20_000; i++)
        {
            byte[] raw = new byte[random.Next(1, 300)];
            random.NextBytes(raw);
            raw[0] = (byte)(random.Next(3) == 0 ? 0 : raw[0]);
            int start = random.Next(raw.Length);
            string body = Encoding.UTF8.GetString(raw, start, random.Next(raw.Length - start));
            var media = new MediaDescriptor { Key = raw[random.Next(raw.Length)..], Sha256 = raw[..random.Next(raw.Length)], FileName = body };
            MessageContent content = Content(raw, body) with { Media = media };

            Assert.Equal(raw, RawColumn.Read(column.Write(content), body, media));
        }
    }

    static MessageContent Content(byte[] raw, string body) => new() { Kind = MessageKind.Text, Body = body, Raw = raw };
}
