using HistoryImport.Cli.Tests.Support;

namespace HistoryImport.Cli.Tests.Import;

/// <summary>What other clients push to a host, each by its own code, becomes the same rows as the blobs themselves, but for what the client drops.</summary>
public sealed class OtherClientsTests
{
    // None hands on the pairs of LID and number that stand beside the conversations.
    const string Pairs = "HistorySync.phoneNumberToLidMappings";

    // Where a message does not say its chat, an event says it of the newest message of each chat, inside the chat.
    const string ChatOfOlderMessages = "Conversation.id/older-messages";

    // The events of whaileys have chats without messages.
    const string ChatOfMessages = "Conversation.id/messages";

    static readonly string[] _unknownTo6_7 =
    [
        "Message.statusStickerInteractionMessage", "Message.newsletterFollowerInviteMessageV2", "Message.statusQuestionAnswerMessage",
        "Message.botForwardedMessage", "Message.questionReplyMessage", "Message.groupStatusMessageV2", "Message.pollResultSnapshotMessageV3",
        "Message.questionResponseMessage", "Message.statusQuotedMessage",
        // It has one of this name, with another number.
        "Message.pollCreationMessageV5",
    ];

    static readonly string[] _unknownTo6_17 =
    [
        "Conversation.accountLid", "Message.stickerPackMessage", "Message.statusStickerInteractionMessage", "Message.secretEncryptedMessage",
        "Message.pollCreationMessageV4", "Message.pollCreationMessageV5", "Message.newsletterFollowerInviteMessageV2",
        "Message.statusQuestionAnswerMessage", "Message.botTaskMessage", "Message.associatedChildMessage", "Message.botForwardedMessage",
        "Message.albumMessage", "Message.pollCreationOptionImageMessage", "Message.groupStatusMessage", "Message.groupStatusMessageV2",
        "Message.questionReplyMessage", "Message.statusAddYours", "Message.groupStatusMentionMessage", "Message.statusNotificationMessage",
        "Message.pollResultSnapshotMessage", "Message.pollResultSnapshotMessageV3", "Message.questionMessage", "Message.encEventResponseMessage",
        "Message.questionResponseMessage", "Message.limitSharingMessage", "Message.messageHistoryNotice", "Message.eventCoverImage",
        "Message.statusQuotedMessage", "Message.richResponseMessage", "Message.statusMentionMessage",
    ];

    public static readonly TheoryData<string, int, string[]> Clients = new()
    {
        { "baileys-6.17", 1, [Pairs, ChatOfOlderMessages, .. _unknownTo6_17] },
        { "baileys-6.17", 2, [Pairs, ChatOfOlderMessages, .. _unknownTo6_17] },
        { "baileys-6.7", 1, [Pairs, ChatOfOlderMessages, .. _unknownTo6_7] },
        { "baileys-6.7", 2, [Pairs, ChatOfOlderMessages, .. _unknownTo6_7] },
        { "whaileys", 1, [Pairs, ChatOfMessages] },
        { "whaileys", 2, [Pairs, ChatOfMessages] },
    };

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task Import_WhatAnotherClientPushes_GivesTheRowsOfTheBlobs(string client, int seed, string[] dropped)
    {
        History history = History.Of(client, seed, dropped);

        string[] fromClient = await RowsOfAsync(history.Json);

        Assert.NotEmpty(fromClient);
        Rows.AssertSame(await RowsOfAsync(history.Protobuf), fromClient);
    }

    [Theory]
    [InlineData("whatsapp-web.js", 1)]
    [InlineData("whatsapp-web.js", 2)]
    [InlineData("whatsapp-web.js-lines", 1)]
    [InlineData("raw-data", 1)]
    [InlineData("raw-data", 2)]
    public async Task Import_WhatAClientOfWhatsAppWebTells_GivesTheRowsOfTheBlob(string form, int seed)
    {
        History history = History.Web(seed);

        string[] fromClient = await RowsOfAsync(Path.Combine(history.Folder, form));

        Assert.Equal(144, fromClient.Length);
        Rows.AssertSame(await RowsOfAsync(history.Protobuf), fromClient);
    }

    static async Task<string[]> RowsOfAsync(string folder)
    {
        using var scratch = new Scratch();
        ToolResult import = await Tool.RunAsync("import", folder, "--store", scratch.Store, "--json");
        Assert.True(import.ExitCode is 0 or 1, import.Error);
        return await Rows.ExportAsync(scratch);
    }
}
