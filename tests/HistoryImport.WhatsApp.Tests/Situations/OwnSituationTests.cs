using System.Text;
using Google.Protobuf;
using HistoryImport.WhatsApp.Wire;

namespace HistoryImport.WhatsApp.Tests.Situations;

/// <summary>What our own account sent from elsewhere or under another address of its own, and what cannot be a status of what was received.</summary>
public class OwnSituationTests
{
    const string Group = "120363000000006100@g.us";
    const string Own = "15550106199@s.whatsapp.net";
    const string OwnLid = "88000000006199@lid";

    static readonly Jid[] _account = [Jid.Parse(Own)];

    static Task<string[]> RowsAsync(params string[] payloads) => Situation.RowsAsync([.. payloads.Select(Named).Select(Encoding.UTF8.GetBytes)], _account);

    static string Named(string payload) => payload.Replace("GROUP", Group, StringComparison.Ordinal).Replace("OWN", Own, StringComparison.Ordinal).Replace("LID", OwnLid, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"lidPnMappings":[{"pn":"15550106199@s.whatsapp.net","lid":"88000000006199@lid"}],"messages":[]}""")]
    [InlineData("""[{"lid":"88000000006199@lid","pn":"15550106199@c.us"}]""")]
    [InlineData("""{"event":"groups.upsert","data":[{"id":"120363000000006100@g.us","subject":"Crew","participants":[{"id":"88000000006199@lid","phoneNumber":"15550106199@s.whatsapp.net"}]}]}""")]
    public async Task Import_OursUnderOurLid_IsOwn(string pair) => Assert.Equal(
        [$"{Group} OG1 out text 'mine' at 1781085700 👍 of 15550106101@s.whatsapp.net", $"{Group} OG2 in by 15550106101@s.whatsapp.net text 'theirs' at 1781085701 🎈 of me"],
        await RowsAsync(
            """
            [{"key":{"remoteJid":"GROUP","fromMe":false,"id":"OG1","participant":"LID"},"messageTimestamp":1781085700,"message":{"conversation":"mine"}},
            {"key":{"remoteJid":"GROUP","fromMe":false,"id":"OG2","participant":"15550106101@s.whatsapp.net"},"messageTimestamp":1781085701,"message":{"conversation":"theirs"}},
            {"key":{"remoteJid":"GROUP","fromMe":false,"id":"OG3","participant":"LID"},"messageTimestamp":1781085702,
            "message":{"reactionMessage":{"key":{"remoteJid":"GROUP","fromMe":false,"id":"OG2","participant":"15550106101@s.whatsapp.net"},"text":"🎈","senderTimestampMs":1781085702000}}},
            {"key":{"remoteJid":"GROUP","fromMe":false,"id":"OG4","participant":"15550106101@s.whatsapp.net"},"messageTimestamp":1781085703,
            "message":{"reactionMessage":{"key":{"remoteJid":"GROUP","fromMe":false,"id":"OG1","participant":"LID"},"text":"👍","senderTimestampMs":1781085703000}}}]
            """,
            pair));

    // In a group a receipt names who received it, in the key of what we sent.
    [Theory]
    [InlineData("""{"event":"message-receipt.update","data":[{"key":{"remoteJid":"GROUP","fromMe":true,"id":"OR1","participant":"15550106101@s.whatsapp.net"},"receipt":{"userJid":"15550106101@s.whatsapp.net","readTimestamp":1781085740}}]}""")]
    [InlineData("""{"event":"messages.update","instance":"i","data":{"keyId":"OR1","remoteJid":"GROUP","fromMe":true,"participant":"15550106101@s.whatsapp.net","status":"READ"}}""")]
    [InlineData("""{"event":"messages.update","data":[{"key":{"remoteJid":"GROUP","fromMe":true,"id":"OR1","participant":"15550106101@s.whatsapp.net"},"update":{"status":4}}]}""")]
    [InlineData("""{"event":"message.ack.group","session":"s","payload":{"id":"true_GROUP_OR1_15550106199@c.us","from":"GROUP","fromMe":true,"participant":"15550106101@c.us","ack":3,"ackName":"READ"},"engine":"GOWS"}""")]
    [InlineData("""{"event":"message.ack.group","session":"s","payload":{"id":"true_GROUP_OR1_LID","from":"GROUP","fromMe":true,"participant":"88000000006101@lid","ack":3,"ackName":"READ","_data":{"Chat":"GROUP","Sender":"88000000006101:3@lid","IsFromMe":false,"IsGroup":true,"SenderAlt":"15550106101:3@s.whatsapp.net","MessageIDs":["OR1"],"Timestamp":"2026-06-10T10:02:20Z","Type":"read"}},"engine":"GOWS"}""")]
    public async Task Import_MemberWhoReceivedOurs_IsNotOurAccount(string receipt) => Assert.Equal(
        [$"{Group} OR1 out text 'mine' at 1781085735 read", $"{Group} OR2 in by 15550106101@s.whatsapp.net text 'theirs' at 1781085736"],
        await RowsAsync(
            receipt,
            """
            [{"key":{"remoteJid":"GROUP","fromMe":true,"id":"OR1"},"messageTimestamp":1781085735,"message":{"conversation":"mine"}},
            {"key":{"remoteJid":"GROUP","fromMe":false,"id":"OR2","participant":"15550106101@s.whatsapp.net"},"messageTimestamp":1781085736,"message":{"conversation":"theirs"}}]
            """));

    [Fact]
    public async Task Import_OursFromTheHistoryAndLive_OneRow() => Assert.Equal(
        [$"{Group} OH1 out text 'once' at 1781085710 edited"],
        await RowsAsync(
            """{"type":"Message","event":{"Info":{"Chat":"GROUP","Sender":"88000000006199:4@lid","SenderAlt":"15550106199:4@s.whatsapp.net","IsGroup":true,"IsFromMe":false,"ID":"OH1","Timestamp":"2026-06-10T10:01:50Z"},"Message":{"conversation":"one"}}}""",
            """
            {"messages":[{"key":{"remoteJid":"GROUP","fromMe":true,"id":"OH1"},"messageTimestamp":"1781085710","message":{"conversation":"one"}},
            {"key":{"remoteJid":"GROUP","fromMe":false,"id":"OH2","participant":"LID"},"messageTimestamp":1781085720,
            "message":{"protocolMessage":{"key":{"remoteJid":"GROUP","fromMe":true,"id":"OH1"},"type":"MESSAGE_EDIT","editedMessage":{"conversation":"once"},"timestampMs":1781085720000}}}]}
            """));

    [Theory]
    [InlineData("""{"deviceSentMessage":{"destinationJid":"15550106102@s.whatsapp.net","message":{"imageMessage":{"caption":"sent elsewhere"}}}}""", "15550106102@s.whatsapp.net DS1 out image 'sent elsewhere' at 1781085730")]
    [InlineData("""{"ephemeralMessage":{"message":{"deviceSentMessage":{"destinationJid":"15550106102@s.whatsapp.net","message":{"conversation":"sent elsewhere"}}}}}""", "15550106102@s.whatsapp.net DS1 out text 'sent elsewhere' at 1781085730")]
    [InlineData("""{"deviceSentMessage":{"destinationJid":"120363000000006100@g.us","phash":"2:x","message":{"extendedTextMessage":{"text":"to all"}}}}""", "120363000000006100@g.us DS1 out text 'to all' at 1781085730")]
    public async Task Import_SentByAnotherOwnDevice_InTheChatItWasSentTo(string message, string row) => Assert.Equal(
        [row], await RowsAsync($$"""[{"key":{"remoteJid":"{{Own}}","fromMe":false,"id":"DS1"},"messageTimestamp":1781085730,"message":{{message}}}]"""));

    [Fact]
    public async Task Import_SentByAnotherOwnDeviceInProtobuf_InTheChatItWasSentTo()
    {
        WebMessageInfo info = Decode.Text("DS2", "");
        info.Key.RemoteJid = OwnLid;
        info.Message = new Message { DeviceSentMessage = new() { DestinationJid = "15550106103@s.whatsapp.net", Message = new() { Conversation = "sent elsewhere" } } };
        byte[] set = new HistorySync
        {
            SyncType = 3,
            Conversations = { new Conversation { Id = OwnLid, Messages = { new HistorySyncMsg { Message = info } } } },
            PhoneNumberToLidMappings = { new PhoneNumberToLidMapping { PnJid = Own, LidJid = OwnLid } },
        }.ToByteArray();

        Assert.Equal(["15550106103@s.whatsapp.net DS2 out text 'sent elsewhere'"], await Situation.RowsAsync([set], _account));
    }

    [Theory]
    [InlineData("""[{"key":{"remoteJid":"15550106104@s.whatsapp.net","fromMe":false,"id":"SZ1"},"message":{"conversation":"in"},"status":"0"}]""")]
    [InlineData("""[{"key":{"remoteJid":"15550106104@s.whatsapp.net","fromMe":false,"id":"SZ1"},"message":{"conversation":"in"}},{"key":{"remoteJid":"15550106104@s.whatsapp.net","fromMe":false,"id":"SZ1"},"update":{"status":0}}]""")]
    [InlineData("""[{"id":"row","key":{"remoteJid":"15550106104@s.whatsapp.net","fromMe":false,"id":"SZ1"},"message":{"conversation":"in"},"MessageUpdate":[{"status":"ERROR"}]}]""")]
    [InlineData("""[{"id":"false_15550106104@c.us_SZ1","from":"15550106104@c.us","fromMe":false,"source":"app","body":"in","hasMedia":false,"ack":-1,"ackName":"ERROR"}]""")]
    [InlineData("""[{"id":"false_15550106104@c.us_SZ1","type":"chat","from":"15550106104@c.us","to":"15550106199@c.us","body":"in","self":"in","ack":-1}]""")]
    public async Task Import_ErrorOnWhatWasReceived_NoStatus(string payload) => Assert.Equal(
        ["15550106104@s.whatsapp.net SZ1 in text 'in'"], await RowsAsync(payload));

    [Fact]
    public async Task Import_ErrorOnWhatWasReceivedInProtobuf_NoStatus()
    {
        WebMessageInfo received = Decode.Text("SZ2", "in");
        received.Status = 0;
        WebMessageInfo sent = Decode.Text("SZ3", "out");
        (sent.Status, sent.Key.FromMe) = (0, true);

        Assert.Equal(
            ["1@s.whatsapp.net SZ2 in text 'in'", "1@s.whatsapp.net SZ3 out text 'out' error"],
            await Situation.RowsAsync([Decode.SetOf(received, sent).ToByteArray()], _account));
    }
}
