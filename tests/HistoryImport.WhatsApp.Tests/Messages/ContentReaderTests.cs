using Google.Protobuf;
using HistoryImport.WhatsApp.Wire;
using static HistoryImport.WhatsApp.Wire.Message.Types;

namespace HistoryImport.WhatsApp.Tests.Messages;

public class ContentReaderTests
{
    static readonly HydratedTemplate _hydrated = new() { HydratedContentText = "b" };
    static readonly Anything _any = new();

    public static TheoryData<string, string, string> Kinds()
    {
        (Message Message, MessageKind Kind, string Body)[] cases =
        [
            (new() { Conversation = "b" }, MessageKind.Text, "b"),
            (new() { ExtendedTextMessage = new() { Text = "b" } }, MessageKind.Text, "b"),
            (new() { ExtendedTextMessage = new() }, MessageKind.Text, ""),
            (new() { ImageMessage = new() { Caption = "b" } }, MessageKind.Image, "b"),
            (new() { VideoMessage = new() { Caption = "b" } }, MessageKind.Video, "b"),
            (new() { PtvMessage = new() { Caption = "b" } }, MessageKind.VideoNote, "b"),
            (new() { AudioMessage = new() { Ptt = true } }, MessageKind.Voice, ""),
            (new() { AudioMessage = new() { Ptt = false } }, MessageKind.Audio, ""),
            (new() { AudioMessage = new() }, MessageKind.Audio, ""),
            (new() { DocumentMessage = new() { Caption = "b", FileName = "f" } }, MessageKind.Document, "b"),
            (new() { DocumentMessage = new() { Caption = "", FileName = "f" } }, MessageKind.Document, "f"),
            (new() { DocumentMessage = new() { FileName = "f" } }, MessageKind.Document, "f"),
            (new() { StickerMessage = new() }, MessageKind.Sticker, ""),
            (new() { StickerPackMessage = new() { Name = "b" } }, MessageKind.Sticker, "b"),
            (new() { LocationMessage = new() { Name = "b", Address = "a" } }, MessageKind.Location, "b"),
            (new() { LocationMessage = new() { Address = "a" } }, MessageKind.Location, "a"),
            (new() { LiveLocationMessage = new() { Caption = "b" } }, MessageKind.LiveLocation, "b"),
            (new() { ContactMessage = new() { DisplayName = "b" } }, MessageKind.Contact, "b"),
            (new() { ContactsArrayMessage = new() { DisplayName = "b" } }, MessageKind.Contact, "b"),
            (new() { PollCreationMessage = new() { Name = "b" } }, MessageKind.Poll, "b"),
            (new() { PollCreationMessageV2 = new() { Name = "b" } }, MessageKind.Poll, "b"),
            (new() { PollCreationMessageV3 = new() { Name = "b" } }, MessageKind.Poll, "b"),
            (new() { PollCreationMessageV5 = new() { Name = "b" } }, MessageKind.Poll, "b"),
            (new() { PollCreationMessageV6 = new() { Name = "b" } }, MessageKind.Poll, "b"),
            (new() { PollResultSnapshotMessage = new() { Name = "b" } }, MessageKind.Poll, "b"),
            (new() { PollResultSnapshotMessageV3 = new() { Name = "b" } }, MessageKind.Poll, "b"),
            (new() { PollResultSnapshotMessageV3 = new() }, MessageKind.Unsupported, ""),
            (new() { PollResultSnapshotMessageV3Moved = new() { Name = "b" } }, MessageKind.Poll, "b"),
            (new() { PollResultSnapshotMessageV3Moved = new() }, MessageKind.Unsupported, ""),
            (new() { EventMessage = new() { Name = "b" } }, MessageKind.Event, "b"),
            (new() { GroupInviteMessage = new() { Caption = "b" } }, MessageKind.Invite, "b"),
            (new() { NewsletterAdminInviteMessage = new() { Caption = "b" } }, MessageKind.Invite, "b"),
            (new() { NewsletterFollowerInviteMessageV2 = new() { Caption = "b" } }, MessageKind.Invite, "b"),
            (new() { ButtonsMessage = new() { ContentText = "b" } }, MessageKind.Interactive, "b"),
            (new() { ListMessage = new() { Description = "b" } }, MessageKind.Interactive, "b"),
            (new() { TemplateMessage = new() { HydratedTemplate = _hydrated } }, MessageKind.Interactive, "b"),
            (new() { TemplateMessage = new() { HydratedFourRowTemplate = _hydrated } }, MessageKind.Interactive, "b"),
            (new() { TemplateMessage = new() { HydratedFourRowTemplate = new() { HydratedContentText = "second" }, HydratedTemplate = _hydrated } }, MessageKind.Interactive, "b"),
            (new() { HighlyStructuredMessage = new() { HydratedHsm = new() { HydratedTemplate = _hydrated } } }, MessageKind.Interactive, "b"),
            (new() { InteractiveMessage = new() { Body = new() { Text = "b" } } }, MessageKind.Interactive, "b"),
            (new() { ButtonsResponseMessage = new() { SelectedDisplayText = "b" } }, MessageKind.InteractiveReply, "b"),
            (new() { TemplateButtonReplyMessage = new() { SelectedDisplayText = "b" } }, MessageKind.InteractiveReply, "b"),
            (new() { ListResponseMessage = new() { Title = "b" } }, MessageKind.InteractiveReply, "b"),
            (new() { InteractiveResponseMessage = new() { Body = new() { Text = "b" } } }, MessageKind.InteractiveReply, "b"),
            (new() { ProductMessage = new() { Product_ = new() { Title = "b" } } }, MessageKind.Commerce, "b"),
            (new() { OrderMessage = new() { Message = "b", OrderTitle = "o" } }, MessageKind.Commerce, "b"),
            (new() { OrderMessage = new() { OrderTitle = "o" } }, MessageKind.Commerce, "o"),
            (new() { InvoiceMessage = new() { Note = "b" } }, MessageKind.Commerce, "b"),
            (new() { SendPaymentMessage = new() { NoteMessage = new() { Conversation = "b" } } }, MessageKind.Commerce, "b"),
            (new() { RequestPaymentMessage = new() { NoteMessage = new() { ExtendedTextMessage = new() { Text = "b" } } } }, MessageKind.Commerce, "b"),
            (new() { DeclinePaymentRequestMessage = _any }, MessageKind.Commerce, ""),
            (new() { CancelPaymentRequestMessage = _any }, MessageKind.Commerce, ""),
            (new() { PaymentInviteMessage = _any }, MessageKind.Commerce, ""),
            (new() { ScheduledCallCreationMessage = new() { Title = "b" } }, MessageKind.Call, "b"),
            (new() { ScheduledCallEditMessage = _any }, MessageKind.Call, ""),
            (new() { CallLogMesssage = _any }, MessageKind.Call, ""),
            (new() { Call = _any }, MessageKind.Call, ""),
            (new() { BcallMessage = _any }, MessageKind.Call, ""),
            (new() { SenderKeyDistributionMessage = _any, MessageContextInfo = _any, Conversation = "b" }, MessageKind.Text, "b"),
            (new() { ReactionMessage = new() { Text = "x" }, Conversation = "b" }, MessageKind.Text, "b"),
            (new() { EphemeralMessage = new() { Message = new() { Conversation = "wrapped" } }, VideoMessage = new() { Caption = "b" } }, MessageKind.Video, "b"),
            (new() { ProtocolMessage = new(), EphemeralMessage = new() { Message = new() { Conversation = "b" } } }, MessageKind.Text, "b"),
            (new() { Conversation = "", VideoMessage = new() { Caption = "b" } }, MessageKind.Video, "b"),
            (new(), MessageKind.Unsupported, ""),
            (new() { EphemeralMessage = new() { Message = new() } }, MessageKind.Unsupported, ""),
            (new() { DeviceSentMessage = new() { Message = new() { ViewOnceMessage = new() { Message = new() } } } }, MessageKind.Unsupported, ""),
            (new() { DocumentMessage = new() { Title = "b" } }, MessageKind.Document, "b"),
            (new() { ContactsArrayMessage = new() { Contacts_ = { new Contact { DisplayName = "b" } } } }, MessageKind.Contact, "b"),
            (new() { GroupInviteMessage = new() { GroupName = "b" } }, MessageKind.Invite, "b"),
            (new() { NewsletterAdminInviteMessage = new() { NewsletterName = "b" } }, MessageKind.Invite, "b"),
            (new() { EventInviteMessage = new() { EventTitle = "t", Caption = "b" } }, MessageKind.Invite, "b"),
            (new() { EventInviteMessage = new() { EventTitle = "b" } }, MessageKind.Invite, "b"),
            (new() { EventMessage = new() { Description = "b" } }, MessageKind.Event, "b"),
            (new() { ButtonsMessage = new() { Text = "b", FooterText = "f" } }, MessageKind.Interactive, "b"),
            (new() { ButtonsMessage = new() { Buttons_ = { new Button { ButtonText = new() { DisplayText = "b" } } } } }, MessageKind.Interactive, "b"),
            (new() { ListMessage = new() { Title = "b", ButtonText = "open" } }, MessageKind.Interactive, "b"),
            (new() { ListMessage = new() { ButtonText = "b" } }, MessageKind.Interactive, "b"),
            (new() { TemplateMessage = new() { HydratedTemplate = new() { HydratedTitleText = "b", HydratedFooterText = "f" } } }, MessageKind.Interactive, "b"),
            (new() { TemplateMessage = new() { HydratedTemplate = new() { HydratedFooterText = "b" } } }, MessageKind.Interactive, "b"),
            (new() { TemplateMessage = new() { FourRowTemplate = new() { Content = new() { HydratedHsm = new() { HydratedTemplate = _hydrated } } } } }, MessageKind.Interactive, "b"),
            (new() { InteractiveMessage = new() { Header = new() { Title = "b" }, Footer = new() { Text = "f" } } }, MessageKind.Interactive, "b"),
            (new() { InteractiveMessage = new() { CarouselMessage = new() { Cards = { new InteractiveCard(), new InteractiveCard { Body = new() { Text = "b" } } } } } }, MessageKind.Interactive, "b"),
            (new() { ButtonsResponseMessage = new() { SelectedButtonId = "b" } }, MessageKind.InteractiveReply, "b"),
            (new() { TemplateButtonReplyMessage = new() { SelectedId = "b" } }, MessageKind.InteractiveReply, "b"),
            (new() { ListResponseMessage = new() { SingleSelectReply = new() { SelectedRowId = "b" } } }, MessageKind.InteractiveReply, "b"),
            (new() { InteractiveResponseMessage = new() { NativeFlowResponseMessage = new() { ParamsJson = "b" } } }, MessageKind.InteractiveReply, "b"),
            (new() { ProductMessage = new() { Body = "b", Footer = "f" } }, MessageKind.Commerce, "b"),
            (new() { ProductMessage = new() { Catalog = new() { Title = "b" } } }, MessageKind.Commerce, "b"),
            (new() { PaymentReminderMessage = new() { Description = "b" } }, MessageKind.Commerce, "b"),
            (new() { SplitPaymentMessage = new() { Description = "b" } }, MessageKind.Commerce, "b"),
            (new() { StatusQuestionAnswerMessage = new() { Text = "b" } }, MessageKind.Text, "b"),
            (new() { QuestionResponseMessage = new() { Text = "b" } }, MessageKind.Text, "b"),
            (new() { StatusQuotedMessage = new() { Text = "b" } }, MessageKind.Text, "b"),
            (new() { QuestionResponseMessage = new() }, MessageKind.Unsupported, ""),
            (new() { RichResponseMessage = new() { Submessages = { new RichResponsePart { MessageText = "b" }, new RichResponsePart(), new RichResponsePart { MessageText = "c" } } } }, MessageKind.Text, "b\nc"),
            (new() { RichResponseMessage = new() }, MessageKind.Unsupported, ""),
        ];
        var data = new TheoryData<string, string, string>();
        foreach ((Message message, MessageKind kind, string body) in cases)
        {
            data.Add(Convert.ToBase64String(message.ToByteArray()), kind.ToName(), body);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Read_Content_KindAndBody(string message, string kind, string body)
    {
        HistoryMessage read = await Decode.BothAsync(Message.Parser.ParseFrom(Convert.FromBase64String(message)));

        Assert.Equal((kind, body), (read.Content!.Kind.ToName(), read.Content.Body));
        Assert.Null(read.Noise);
        Assert.Null(read.Amendment);
    }

    public static TheoryData<string, string> Noises()
    {
        (Message Message, string Noise)[] cases =
        [
            (new() { Conversation = "" }, "empty"),
            (new() { EphemeralMessage = new() }, "empty"),
            (new() { DeviceSentMessage = new() }, "empty"),
            (new() { SenderKeyDistributionMessage = _any }, "key-distribution"),
            (new() { FastRatchetKeySenderKeyDistributionMessage = _any }, "key-distribution"),
            (new() { GroupRootKeyShare = _any }, "key-distribution"),
            (new() { RootSecretDistributeMessage = _any }, "key-distribution"),
            (new() { MessageContextInfo = _any }, "context"),
            (new() { StatusLinkPreviewMetadata = _any }, "context"),
            (new() { MessageContextInfo = _any, SenderKeyDistributionMessage = _any }, "key-distribution"),
            (new() { MessageContextInfo = _any, PollUpdateMessage = _any }, "poll-vote"),
            (new() { Chat = _any }, "protocol"),
            (new() { StickerSyncRmrMessage = _any }, "protocol"),
            (new() { AlbumMessage = _any }, "album"),
            (new() { EncReactionMessage = _any }, "encrypted"),
            (new() { EncCommentMessage = _any }, "encrypted"),
            (new() { EncEventResponseMessage = _any }, "encrypted"),
            (new() { PinInChatMessage = _any }, "pin"),
            (new() { KeepInChatMessage = _any }, "keep"),
            (new() { RequestPhoneNumberMessage = _any }, "number-request"),
            (new() { MessageHistoryBundle = _any }, "history-bundle"),
            (new() { MessageHistoryNotice = _any }, "history-notice"),
            (new() { StatusMentionMessage = _any }, "status-mention"),
            (new() { LimitSharingMessage = _any }, "limit-sharing"),
            (new() { SecretEncryptedMessage = _any }, "secret-encrypted"),
            (new() { ProtocolMessage = new() { Type = 3 } }, "ephemeral-setting"),
            (new() { ProtocolMessage = new() { Type = 5, Key = new() } }, "protocol"),
            (new() { ProtocolMessage = new() { Type = 99999 } }, "protocol"),
            (new() { ProtocolMessage = new() { Key = new() { Id = "T" } } }, "protocol"),
            (new() { ProtocolMessage = new() { Type = 0 } }, "protocol"),
            (new() { ProtocolMessage = new() { Type = 14, EditedMessage = new() { Conversation = "b" } } }, "protocol"),
            (new() { ProtocolMessage = new() { Type = 14, Key = new() { Id = "T" } } }, "protocol"),
            (new() { ProtocolMessage = new() { Type = 14, Key = new() { Id = "T" }, EditedMessage = new() } }, "protocol"),
            (new() { EditedMessage = new() { Message = new() { ProtocolMessage = new() } } }, "protocol"),
        ];
        var data = new TheoryData<string, string>();
        foreach ((Message message, string noise) in cases)
        {
            data.Add(Convert.ToBase64String(message.ToByteArray()), noise);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Noises))]
    public async Task Read_NoMessage_Word(string message, string noise)
    {
        HistoryMessage read = await Decode.BothAsync(Message.Parser.ParseFrom(Convert.FromBase64String(message)));

        Assert.Equal(noise, read.Noise);
        Assert.Null(read.Content);
        Assert.Null(read.Amendment);
    }

    static readonly int[] _wrappers = [31, 67, 40, 37, 55, 59, 74, 53, 58, 62, 91, 96, 103, 95, 85, 93, 90, 92, 101, 106, 100, 104, 118, 77, 116, 126, 131];

    public static TheoryData<int> WrapperFields() => [.. _wrappers];

    [Theory]
    [MemberData(nameof(WrapperFields))]
    public async Task Read_Wrapped_Unwraps(int field)
    {
        HistoryMessage read = await Decode.BothAsync(Wrap(new Message { ImageMessage = new() { Caption = "b", Width = 0 } }, field));

        Assert.Equal((MessageKind.Image, "b"), (read.Content!.Kind, read.Content.Body));
        Assert.Equal(0, read.Content.Media!.Width);
        Assert.Null(read.Content.Media.Height);
    }

    [Fact]
    public void WrapperFields_OfSchema_AreAllTested()
    {
        IEnumerable<int> wrappers = Message.Descriptor.Fields.InDeclarationOrder()
            .Where(field => ContentTable.Find(field.FieldNumber)?.Form == ContentForm.Wrapper).Select(field => field.FieldNumber);

        Assert.Equal(wrappers.Order(), _wrappers.Order());
    }

    [Theory]
    [InlineData(8, MessageKind.Text, "b")]
    [InlineData(9, MessageKind.Unsupported, "")]
    [InlineData(12, MessageKind.Unsupported, "")]
    [InlineData(30, MessageKind.Unsupported, "")]
    public async Task Read_ManyWrappers_UnwrapsEight(int depth, MessageKind kind, string body)
    {
        var message = new Message { Conversation = "b" };
        int[] fields = [40, 37, 55, 31, 58, 67, 96];
        for (int i = 0; i < depth; i++)
        {
            message = Wrap(message, fields[i % fields.Length]);
        }

        HistoryMessage read = await Decode.BothAsync(message);

        Assert.Equal((kind, body), (read.Content!.Kind, read.Content.Body));
    }

    [Theory]
    [InlineData(80)]
    [InlineData(98)]
    [InlineData(120)]
    [InlineData(129)]
    [InlineData(500)]
    public async Task Read_UnknownField_Unsupported(int field)
    {
        byte[] unknown = [.. Tag(field), 0];
        byte[] context = new Message { MessageContextInfo = new() }.ToByteArray();
        WebMessageInfo info = Decode.Text("A", "");
        info.Message = Message.Parser.ParseFrom([.. context, .. unknown]);

        HistoryMessage read = await Decode.ProtobufMessageAsync(info);

        Assert.Equal((MessageKind.Unsupported, ""), (read.Content!.Kind, read.Content.Body));
        Assert.Equal(info.Message.ToByteArray(), read.Content.Raw.ToArray());
    }

    [Fact]
    public async Task Read_UnknownFieldBesideContent_Content()
    {
        WebMessageInfo info = Decode.Text("A", "");
        info.Message = Message.Parser.ParseFrom([.. Tag(120), 0, .. new Message { EventMessage = new() { Name = "b" } }.ToByteArray()]);

        Assert.Equal(MessageKind.Event, (await Decode.ProtobufMessageAsync(info)).Content!.Kind);
    }

    [Theory]
    [InlineData("""{"placeholderMessage":{"type":0}}""", "unsupported")]
    [InlineData("""{"somethingNew":{},"messageContextInfo":{}}""", "unsupported")]
    [InlineData("""{"imageMessage":5}""", "unsupported")]
    [InlineData("""{}""", "unsupported")]
    [InlineData("""{"conversation":null}""", "unsupported")]
    [InlineData("""{"base64":"AAAA","conversation":"b"}""", "text")]
    public async Task Read_UnknownName_UnsupportedIfItIsAnObject(string message, string kind)
    {
        HistoryMessage read = Assert.Single(await Decode.JsonMessagesAsync($$"""[{"key":{"id":"A"},"message":{{message}}}]"""));

        Assert.Equal(kind, read.Content!.Kind.ToName());
        Assert.Equal(message, System.Text.Encoding.UTF8.GetString(read.Content.Raw.Span));
    }

    [Fact]
    public async Task Read_Media_AllFields()
    {
        ByteString Bytes(byte b) => ByteString.CopyFrom(b, b);
        Message[] messages =
        [
            new() { ImageMessage = new() { Url = "u", Mimetype = "m", FileSha256 = Bytes(1), FileLength = 5_000_000_000, Height = 2, Width = 3, MediaKey = Bytes(4), FileEncSha256 = Bytes(5), DirectPath = "d" } },
            new() { VideoMessage = new() { Url = "u", Mimetype = "m", FileSha256 = Bytes(1), FileLength = 5_000_000_000, Height = 2, Width = 3, MediaKey = Bytes(4), FileEncSha256 = Bytes(5), DirectPath = "d", Seconds = 6 } },
            new() { StickerMessage = new() { Url = "u", Mimetype = "m", FileSha256 = Bytes(1), FileLength = 5_000_000_000, Height = 2, Width = 3, MediaKey = Bytes(4), FileEncSha256 = Bytes(5), DirectPath = "d" } },
            new() { AudioMessage = new() { Url = "u", Mimetype = "m", FileSha256 = Bytes(1), FileLength = 5_000_000_000, MediaKey = Bytes(4), FileEncSha256 = Bytes(5), DirectPath = "d", Seconds = 6 } },
            new() { DocumentMessage = new() { Url = "u", Mimetype = "m", FileSha256 = Bytes(1), FileLength = 5_000_000_000, MediaKey = Bytes(4), FileEncSha256 = Bytes(5), DirectPath = "d", FileName = "f" } },
        ];
        foreach (Message message in messages)
        {
            MediaDescriptor media = (await Decode.BothAsync(message)).Content!.Media!;
            bool hasSize = message.ImageMessage is not null || message.VideoMessage is not null || message.StickerMessage is not null;
            bool hasTime = message.AudioMessage is not null || message.VideoMessage is not null;
            Assert.Equal(("u", "m", "d", 5_000_000_000), (media.Url, media.MimeType, media.DirectPath, media.Size));
            Assert.Equal<byte[]>([[1, 1], [4, 4], [5, 5]], [media.Sha256!, media.Key!, media.EncryptedSha256!]);
            Assert.Equal(hasSize ? (2, 3) : ((int?)null, null), (media.Height, media.Width));
            Assert.Equal(hasTime ? 6 : null, media.Seconds);
            Assert.Equal(message.DocumentMessage is null ? null : "f", media.FileName);
        }
    }

    static byte[] Tag(int field)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream))
        {
            output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        }

        return stream.ToArray();
    }

    static Message Wrap(Message message, int field)
    {
        var wrapped = new Message();
        IMessage wrapper = field == Message.DeviceSentMessageFieldNumber ? new DeviceSent { Message = message } : new Wrapper { Message = message };
        Message.Descriptor.FindFieldByNumber(field).Accessor.SetValue(wrapped, wrapper);
        return wrapped;
    }
}
