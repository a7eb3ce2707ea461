using System.Text;

namespace HistoryImport.WhatsApp.Tests.Fields;

/// <summary>Texts are read in steps of other widths as they grow.</summary>
public class LongTextTests
{
    [Theory]
    [InlineData(1, "")]
    [InlineData(255, "")]
    [InlineData(256, "")]
    [InlineData(257, "ç")]
    [InlineData(300, "😀")]
    [InlineData(5000, "")]
    [InlineData(5000, "ção")]
    public async Task Decode_TextOfAnyLength_IsKept(int length, string end)
    {
        string text = string.Create(length, 0, (letters, _) => letters.Fill('x')) + end;

        Assert.Equal(text, Assert.Single(Decode.Messages(await Decode.AllAsync(Message(Encoding.UTF8.GetBytes(text))))).Content!.Body);
    }

    [Fact]
    public async Task Decode_LongTextThatIsNoUtf8_IsRepaired()
    {
        List<HistorySet> sets = await Decode.AllAsync(Message([.. Enumerable.Repeat((byte)'x', 400), 0xC3]));

        Assert.Equal(new string('x', 400) + '\uFFFD', Assert.Single(Decode.Messages(sets)).Content!.Body);
        Assert.True(Assert.Single(Decode.Problems(sets)).IsKept);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(400)]
    public async Task Decode_ControlCharacterInAText_IsNoJson(int before)
    {
        List<HistorySet> sets = await Decode.AllAsync([.. "["u8, .. Message([.. Enumerable.Repeat((byte)'x', before), 0, (byte)'y']), .. "]"u8]);

        Assert.Empty(Decode.Messages(sets));
        Assert.False(Assert.Single(Decode.Problems(sets)).IsKept);
    }

    static byte[] Message(byte[] text) =>
        [.. """{"key":{"remoteJid":"15550100501@s.whatsapp.net","fromMe":false,"id":"T1"},"message":{"conversation":" """u8[..^1], .. text, .. "\"}}"u8];
}
