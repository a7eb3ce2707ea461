using Google.Protobuf;
using HistoryImport.WhatsApp.Wire;

namespace HistoryImport.WhatsApp.Tests.Protobuf;

public class ProtobufHistoryReaderTests
{
    [Fact]
    public async Task Decode_HistorySet_HeaderNamesAndClaimsFirst()
    {
        HistorySync set = Decode.SetOf(Enumerable.Range(0, 25).Select(i => Decode.Text($"{i}", "b")).ToArray());
        set.ChunkOrder = 2;
        set.Progress = 40;
        set.Pushnames.Add(new Pushname { Id = "1@lid", Pushname_ = "p" });
        set.PhoneNumberToLidMappings.Add(new PhoneNumberToLidMapping { PnJid = "4@s.whatsapp.net", LidJid = "3@lid" });
        set.Conversations.Insert(0, new Conversation { Id = "5@lid", PnJid = "6@s.whatsapp.net", AccountLid = "7@lid", DisplayName = "d", EndOfHistoryTransferType = 0 });
        set.Conversations.Insert(1, new Conversation { Id = "8@g.us", AccountLid = "7@lid", Name = "g", DisplayName = "d" });

        List<HistorySet> parts = await Decode.ProtobufAsync(set, Decode.Small);

        Assert.Equal([10, 10, 5], parts.Select(part => part.Messages.Count));
        Assert.All(parts, part => Assert.Equal((HistorySyncType.Recent, 40, 2L), (part.SyncType, part.Progress, part.ChunkOrder)));
        Assert.Equal([new HistoryContact { Id = "1@lid", PushName = "p" }], parts[0].Contacts);
        Assert.Single(parts[0].Claims);
        Assert.Equal(
            [
                new HistoryChat { Id = "5@lid", NumberJid = "6@s.whatsapp.net", LidJid = "7@lid", Name = "d", EndOfHistory = EndOfHistory.MoreRemain },
                new HistoryChat { Id = "8@g.us", Name = "g" },
                new HistoryChat { Id = "1@s.whatsapp.net" },
            ],
            parts[0].Chats);
        Assert.Equal(Enumerable.Range(0, 25).Select(i => ((long)i, "1@s.whatsapp.net")), Decode.Messages(parts).Select(m => (m.Position, m.ConversationId!)));
    }

    [Fact]
    public async Task Decode_StatusPosts_AreMessagesWithoutConversation()
    {
        var set = new HistorySync { SyncType = 1, StatusV3Messages = { Decode.Text("A", "a"), Decode.Text("B", "b") } };

        List<HistoryMessage> read = Decode.Messages(await Decode.ProtobufAsync(set));

        Assert.Equal([("A", null), ("B", (string?)null)], read.Select(m => (m.Id!, m.ConversationId)));
    }

    [Fact]
    public async Task Decode_HeaderOnly_OneEmptySet()
    {
        HistorySet set = Assert.Single(await Decode.ProtobufAsync(new HistorySync { SyncType = 0 }));

        Assert.Equal(HistorySyncType.InitialBootstrap, set.SyncType);
        Assert.Null(set.Progress);
        Assert.Null(set.ChunkOrder);
    }

    [Fact]
    public async Task Decode_AbsentSyncType_Null() =>
        Assert.Null(Assert.Single(await Decode.ProtobufAsync(new HistorySync { Progress = 1 })).SyncType);

    [Fact]
    public async Task Decode_SingleMessage_Read() =>
        Assert.Equal("A", Assert.Single(Decode.Messages(await Decode.AllAsync(Decode.Text("A", "a").ToByteArray()))).Id);

    [Fact]
    public async Task Decode_MalformedMessage_ProblemWithItsIndexAndTheRest()
    {
        byte[] conversation =
        [
            .. Field(2, Field(1, Decode.Text("A", "a").ToByteArray())),
            .. Field(2, Field(1, [0x0A, 0x7F, 1])),
            .. Field(2, Field(1, [0x12, 0x03, 0x0A, 0x7F, 0x41])),
            .. Field(2, []),
            .. Field(2, Field(1, Enumerable.Repeat((byte)0xFF, 20).ToArray())),
            .. Field(2, Field(1, Decode.Text("B", "b").ToByteArray())),
        ];
        byte[] payload = [0x08, 3, .. Field(2, conversation), .. Field(2, Field(2, Field(1, Decode.Text("C", "c").ToByteArray())))];

        List<HistorySet> parts = await Decode.AllAsync(payload);

        Assert.Equal([("A", 0L), ("B", 5L), ("C", 6L)], Decode.Messages(parts).Select(m => (m.Id!, m.Position)));
        Assert.Equal([1L, 2L, 3L, 4L], Decode.Problems(parts).Select(problem => problem.Position));
        Assert.All(Decode.Problems(parts), problem => Assert.Equal(PositionUnit.Message, problem.Unit));
    }

    [Fact]
    public async Task Decode_BrokenConversation_ProblemAndTheNextConversation()
    {
        byte[] good = Field(2, Field(1, Decode.Text("A", "a").ToByteArray()));
        byte[] payload = [0x08, 3, .. Field(2, [.. good, 0x12, 0x7F]), .. Field(2, good)];

        List<HistorySet> parts = await Decode.AllAsync(payload);

        Assert.Equal([0L, 1L], Decode.Messages(parts).Select(m => m.Position));
        DecodeProblem problem = Assert.Single(Decode.Problems(parts));
        Assert.Equal((PositionUnit.Byte, 4L + good.Length), (problem.Unit, problem.Position));
    }

    [Fact]
    public async Task Decode_Truncated_WhatCameBeforeThenException()
    {
        byte[] whole = Decode.SetOf(Enumerable.Range(0, 20).Select(i => Decode.Text($"{i:00}", "b")).ToArray()).ToByteArray();
        for (int length = 1; length < whole.Length; length++)
        {
            (List<HistorySet> parts, HistoryFormatException? failure) = await Decode.TryAllAsync(whole[..length], Decode.Small);

            List<HistoryMessage> read = Decode.Messages(parts);
            Assert.Equal(Enumerable.Range(0, read.Count).Select(i => $"{i:00}"), read.Select(m => m.Id));
            Assert.True(failure is not null || length == 2, $"{length} of {whole.Length} bytes passed for all");
            Assert.InRange(read.Count, (length - 60) / 34, 20);
        }
    }

    [Fact]
    public async Task Decode_OversizedMessage_Problem()
    {
        List<HistorySet> parts = await Decode.ProtobufAsync(
            Decode.SetOf(Decode.Text("A", new string('x', 9000)), Decode.Text("B", "b")), Decode.Small);

        Assert.Equal("B", Assert.Single(Decode.Messages(parts)).Id);
        Assert.Contains("MaxMessageBytes", Assert.Single(Decode.Problems(parts)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decode_TooLarge_RefusedWhole()
    {
        (List<HistorySet> parts, HistoryFormatException? failure) = await Decode.TryAllAsync(
            Decode.SetOf(Enumerable.Range(0, 100).Select(i => Decode.Text($"{i}", new string('x', 1000))).ToArray()).ToByteArray(), Decode.Small);

        Assert.Empty(parts);
        Assert.Contains("MaxInflatedBytes", failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decode_DeepNesting_Unsupported()
    {
        byte[] nested = [];
        for (int i = 0; i < 9000; i++)
        {
            nested = Field(40, Field(1, nested));
        }

        byte[] payload = [0x08, 3, .. Field(2, Field(2, Field(1, Field(2, nested))))];

        Assert.Equal(MessageKind.Unsupported, Assert.Single(Decode.Messages(await Decode.AllAsync(payload))).Content!.Kind);
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF })]
    [InlineData(new byte[] { 0x00 })]
    [InlineData(new byte[] { 0x07 })]
    [InlineData(new byte[] { 0x20, 0x01 })]
    [InlineData(new byte[] { 0x08 })]
    public async Task Decode_NoHistory_Exception(byte[] payload)
    {
        (List<HistorySet> parts, HistoryFormatException? failure) = await Decode.TryAllAsync(payload);

        Assert.Empty(parts);
        Assert.NotNull(failure);
    }

    [Fact]
    public async Task Decode_RandomBytes_NothingButTheDocumentedException()
    {
        var random = new Random(1);
        byte[] good = Decode.SetOf(Decode.Text("A", "a"), Decode.Text("B", "b")).ToByteArray();
        for (int i = 0; i < 20_000; i++)
        {
            byte[] payload = (byte[])good.Clone();
            for (int flips = random.Next(1, 5); flips > 0; flips--)
            {
                payload[random.Next(payload.Length)] = (byte)random.Next(256);
            }

            await Decode.TryAllAsync(payload, Decode.Small);
        }
    }

    static byte[] Field(int number, byte[] content)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream))
        {
            output.WriteTag(number, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(content));
        }

        return stream.ToArray();
    }
}
