using System.Text;
using HistoryImport.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.Tests.Erasing;

/// <summary>What others wrote loses its payload where it names somebody who was erased, whichever came first.</summary>
public sealed class ErasedMentionTests
{
    const string Other = "5511900000002@s.whatsapp.net";

    [Theory]
    [InlineData(Some.Chat, """{"mentionedJid":["5511987654321@s.whatsapp.net"]}""", false)]
    [InlineData(Some.Chat, """{"mentionedJid":["95511987654321@s.whatsapp.net"]}""", true)]
    [InlineData(Some.Chat, """{"mentionedJid":["55119876543212@s.whatsapp.net"]}""", true)]
    [InlineData(Some.Chat, "\u0012\r55119876543212\u0003abc", false)]
    [InlineData(Some.Chat, "\n55511987654321 is the number that was asked for yesterday", false)]
    [InlineData("12345@lid", """{"mentionedJid":["12345@lid"]}""", false)]
    [InlineData("12345@lid", """{"mentionedJid":["612345@lid"],"amount":"12345"}""", true)]
    public async Task ErasePersonAsync_PayloadOfAnother_IsKeptOrNotInAnyOrder(string person, string raw, bool isKept)
    {
        Assert.Equal(isKept, await IsKeptAsync(person, raw, isErasedFirst: false));
        Assert.Equal(isKept, await IsKeptAsync(person, raw, isErasedFirst: true));
    }

    static async Task<bool> IsKeptAsync(string person, string raw, bool isErasedFirst)
    {
        await using var host = new ImportHost(register: services => services.AddHistoryImport().UseErasureKey(new ErasureKey(new byte[32])));
        if (isErasedFirst)
        {
            await host.Eraser.ErasePersonAsync(Some.Connection, Jid.Parse(person));
        }

        HistoryMessage message = Some.Text("A", Some.Group, participant: Other);
        await host.ReceiveAsync(message with { Content = message.Content! with { Raw = Encoding.UTF8.GetBytes(raw) } });
        await host.ImportAsync();
        if (!isErasedFirst)
        {
            await host.Eraser.ErasePersonAsync(Some.Connection, Jid.Parse(person));
        }

        return host.Store.Rows(Some.Connection).Single().Content!.Raw.Length > 0;
    }
}
