using HistoryImport.WhatsApp.Wire;
using Google.Protobuf.Reflection;
using static HistoryImport.WhatsApp.Wire.Message.Types;
using M = HistoryImport.WhatsApp.Wire.Message;

namespace HistoryImport.WhatsApp;

/// <summary>What every field of a message means. A field that is not here is content of a kind that is not known.</summary>
static class ContentTable
{
    static readonly ContentRule?[] _rules = Build();

    public static ContentRule? Find(int field) => (uint)field < (uint)_rules.Length ? _rules[field] : null;

    static ContentRule?[] Build()
    {
        var rules = new ContentRule?[M.BotPlatformRegistrationSuccessMessageFieldNumber + 1];
        AddTexts(rules);
        AddMedia(rules);
        AddInteractive(rules);
        AddCommerce(rules);
        AddCalls(rules);
        AddWrappers(rules);
        AddNoise(rules);
        rules[M.ProtocolMessageFieldNumber] = ContentRule.OfForm(ContentForm.Protocol);
        rules[M.ReactionMessageFieldNumber] = ContentRule.OfForm(ContentForm.Reaction);
        return rules;
    }

    static void AddTexts(ContentRule?[] rules)
    {
        rules[M.ConversationFieldNumber] = ContentRule.OfForm(ContentForm.Conversation);
        Add(rules, MessageKind.Text, BodyRule.Of(ExtendedText.Descriptor, ExtendedText.TextFieldNumber), M.ExtendedTextMessageFieldNumber);
        Add(rules, MessageKind.Location, BodyRule.Of(Location.Descriptor, Location.NameFieldNumber, Location.AddressFieldNumber), M.LocationMessageFieldNumber);
        Add(rules, MessageKind.LiveLocation, BodyRule.Of(LiveLocation.Descriptor, LiveLocation.CaptionFieldNumber), M.LiveLocationMessageFieldNumber);
        BodyRule contact = BodyRule.Of(Contact.Descriptor, Contact.DisplayNameFieldNumber).OrCard(Contact.VcardFieldNumber);
        Add(rules, MessageKind.Contact, contact, M.ContactMessageFieldNumber);
        Add(rules, MessageKind.Contact, BodyRule.Of(Contacts.Descriptor, (Contacts.DisplayNameFieldNumber, null), (Contacts.Contacts_FieldNumber, contact)),
            M.ContactsArrayMessageFieldNumber);
        Add(rules, MessageKind.Poll, BodyRule.Of(Poll.Descriptor, Poll.NameFieldNumber),
            M.PollCreationMessageFieldNumber, M.PollCreationMessageV2FieldNumber, M.PollCreationMessageV3FieldNumber,
            M.PollCreationMessageV5FieldNumber, M.PollCreationMessageV6FieldNumber);
        BodyRule result = BodyRule.Of(PollResult.Descriptor, PollResult.NameFieldNumber);
        Add(rules, MessageKind.Poll, result, M.PollResultSnapshotMessageFieldNumber);

        // Two libraries give V3 two numbers, so one of the two may come to mean something else.
        rules[M.PollResultSnapshotMessageV3FieldNumber] = ContentRule.OfBody(MessageKind.Poll, result, needsBody: true);
        rules[M.PollResultSnapshotMessageV3MovedFieldNumber] = ContentRule.OfBody(MessageKind.Poll, result, needsBody: true);
        Add(rules, MessageKind.Event, BodyRule.Of(Event.Descriptor, Event.NameFieldNumber, Event.DescriptionFieldNumber), M.EventMessageFieldNumber);
        Add(rules, MessageKind.Invite, BodyRule.Of(GroupInvite.Descriptor, GroupInvite.CaptionFieldNumber, GroupInvite.GroupNameFieldNumber), M.GroupInviteMessageFieldNumber);
        Add(rules, MessageKind.Invite, BodyRule.Of(NewsletterInvite.Descriptor, NewsletterInvite.CaptionFieldNumber, NewsletterInvite.NewsletterNameFieldNumber),
            M.NewsletterAdminInviteMessageFieldNumber, M.NewsletterFollowerInviteMessageV2FieldNumber);
        Add(rules, MessageKind.Invite, BodyRule.Of(EventInvite.Descriptor, EventInvite.CaptionFieldNumber, EventInvite.EventTitleFieldNumber),
            M.EventInviteMessageFieldNumber);
        ContentRule answer = ContentRule.OfBody(MessageKind.Text, BodyRule.Of(Answer.Descriptor, Answer.TextFieldNumber), needsBody: true);
        rules[M.StatusQuestionAnswerMessageFieldNumber] = answer;
        rules[M.QuestionResponseMessageFieldNumber] = answer;
        rules[M.StatusQuotedMessageFieldNumber] = answer;
        BodyRule part = BodyRule.Of(RichResponsePart.Descriptor, RichResponsePart.MessageTextFieldNumber);
        rules[M.RichResponseMessageFieldNumber] = ContentRule.OfBody(
            MessageKind.Text, BodyRule.Of(RichResponse.Descriptor, (RichResponse.SubmessagesFieldNumber, part)), needsBody: true);
        Add(rules, MessageKind.Sticker, BodyRule.Of(StickerPack.Descriptor, StickerPack.NameFieldNumber), M.StickerPackMessageFieldNumber);
    }

    static void AddMedia(ContentRule?[] rules)
    {
        rules[M.ImageMessageFieldNumber] = ContentRule.OfMedia(MessageKind.Image, MediaRule.Of(Media.Types.Image.Descriptor));
        rules[M.VideoMessageFieldNumber] = ContentRule.OfMedia(MessageKind.Video, MediaRule.Of(Media.Types.Video.Descriptor));
        rules[M.PtvMessageFieldNumber] = ContentRule.OfMedia(MessageKind.VideoNote, MediaRule.Of(Media.Types.Video.Descriptor));
        rules[M.AudioMessageFieldNumber] = ContentRule.OfMedia(MessageKind.Audio, MediaRule.Of(Media.Types.Audio.Descriptor));
        rules[M.DocumentMessageFieldNumber] = ContentRule.OfMedia(MessageKind.Document, MediaRule.Of(Media.Types.Document.Descriptor));
        rules[M.StickerMessageFieldNumber] = ContentRule.OfMedia(MessageKind.Sticker, MediaRule.Of(Media.Types.Sticker.Descriptor));
    }

    static void AddInteractive(ContentRule?[] rules)
    {
        BodyRule interactive = InteractiveBodies.Interactive();
        BodyRule template = InteractiveBodies.Template(interactive);
        Add(rules, MessageKind.Interactive, template, M.TemplateMessageFieldNumber);
        Add(rules, MessageKind.Interactive, BodyRule.Of(HighlyStructured.Descriptor, (HighlyStructured.HydratedHsmFieldNumber, template)),
            M.HighlyStructuredMessageFieldNumber);
        Add(rules, MessageKind.Interactive, InteractiveBodies.Buttons(), M.ButtonsMessageFieldNumber);
        Add(rules, MessageKind.Interactive,
            BodyRule.Of(List.Descriptor, List.DescriptionFieldNumber, List.TitleFieldNumber, List.FooterTextFieldNumber, List.ButtonTextFieldNumber),
            M.ListMessageFieldNumber);
        Add(rules, MessageKind.Interactive, interactive, M.InteractiveMessageFieldNumber);
        Add(rules, MessageKind.InteractiveReply, InteractiveBodies.ButtonsResponse(), M.ButtonsResponseMessageFieldNumber);
        Add(rules, MessageKind.InteractiveReply,
            BodyRule.Of(TemplateButtonReply.Descriptor, TemplateButtonReply.SelectedDisplayTextFieldNumber, TemplateButtonReply.SelectedIdFieldNumber),
            M.TemplateButtonReplyMessageFieldNumber);
        Add(rules, MessageKind.InteractiveReply, InteractiveBodies.ListResponse(), M.ListResponseMessageFieldNumber);
        Add(rules, MessageKind.InteractiveReply, InteractiveBodies.InteractiveResponse(), M.InteractiveResponseMessageFieldNumber);
    }

    static void AddCommerce(ContentRule?[] rules)
    {
        BodyRule product = BodyRule.Of(ProductSnapshot.Descriptor, ProductSnapshot.TitleFieldNumber, ProductSnapshot.DescriptionFieldNumber);
        BodyRule catalog = BodyRule.Of(CatalogSnapshot.Descriptor, CatalogSnapshot.TitleFieldNumber, CatalogSnapshot.DescriptionFieldNumber);
        Add(rules, MessageKind.Commerce,
            BodyRule.Of(
                Product.Descriptor, (Product.Product_FieldNumber, product), (Product.BodyFieldNumber, null), (Product.CatalogFieldNumber, catalog),
                (Product.FooterFieldNumber, null)),
            M.ProductMessageFieldNumber);
        Add(rules, MessageKind.Commerce, BodyRule.Of(Described.Descriptor, Described.DescriptionFieldNumber),
            M.PaymentReminderMessageFieldNumber, M.SplitPaymentMessageFieldNumber);
        Add(rules, MessageKind.Commerce, BodyRule.Of(Order.Descriptor, Order.MessageFieldNumber, Order.OrderTitleFieldNumber), M.OrderMessageFieldNumber);
        Add(rules, MessageKind.Commerce, BodyRule.Of(Invoice.Descriptor, Invoice.NoteFieldNumber), M.InvoiceMessageFieldNumber);
        BodyRule note = BodyRule.Of(
            M.Descriptor,
            (M.ConversationFieldNumber, null),
            (M.ExtendedTextMessageFieldNumber, BodyRule.Of(ExtendedText.Descriptor, ExtendedText.TextFieldNumber)));
        Add(rules, MessageKind.Commerce, BodyRule.Of(SendPayment.Descriptor, (SendPayment.NoteMessageFieldNumber, note)), M.SendPaymentMessageFieldNumber);
        Add(rules, MessageKind.Commerce, BodyRule.Of(RequestPayment.Descriptor, (RequestPayment.NoteMessageFieldNumber, note)), M.RequestPaymentMessageFieldNumber);
        ContentRule payment = ContentRule.OfKind(MessageKind.Commerce);
        rules[M.DeclinePaymentRequestMessageFieldNumber] = payment;
        rules[M.CancelPaymentRequestMessageFieldNumber] = payment;
        rules[M.PaymentInviteMessageFieldNumber] = payment;
    }

    static void AddCalls(ContentRule?[] rules)
    {
        Add(rules, MessageKind.Call, BodyRule.Of(ScheduledCall.Descriptor, ScheduledCall.TitleFieldNumber), M.ScheduledCallCreationMessageFieldNumber);
        ContentRule call = ContentRule.OfKind(MessageKind.Call);
        rules[M.CallFieldNumber] = call;
        rules[M.ScheduledCallEditMessageFieldNumber] = call;
        rules[M.CallLogMesssageFieldNumber] = call;
        rules[M.BcallMessageFieldNumber] = call;
    }

    static void AddWrappers(ContentRule?[] rules)
    {
        rules[M.DeviceSentMessageFieldNumber] = ContentRule.OfWrapper(FieldNames.Of(DeviceSent.Descriptor), DeviceSent.MessageFieldNumber);
        FieldNames names = FieldNames.Of(Wrapper.Descriptor);
        foreach (FieldDescriptor field in M.Descriptor.Fields.InDeclarationOrder())
        {
            if (field.FieldType == FieldType.Message && field.MessageType == Wrapper.Descriptor)
            {
                rules[field.FieldNumber] = ContentRule.OfWrapper(names, Wrapper.MessageFieldNumber);
            }
        }
    }

    static void AddNoise(ContentRule?[] rules)
    {
        AddNoise(rules, NoiseWords.KeyDistribution, OutcomeRank.Companion,
            M.SenderKeyDistributionMessageFieldNumber, M.FastRatchetKeySenderKeyDistributionMessageFieldNumber,
            M.GroupRootKeyShareFieldNumber, M.RootSecretDistributeMessageFieldNumber);
        AddNoise(rules, NoiseWords.Context, OutcomeRank.Companion, M.MessageContextInfoFieldNumber, M.StatusLinkPreviewMetadataFieldNumber);
        AddNoise(rules, NoiseWords.Protocol, OutcomeRank.Noise, M.ChatFieldNumber, M.StickerSyncRmrMessageFieldNumber);
        AddNoise(rules, NoiseWords.Album, OutcomeRank.Noise, M.AlbumMessageFieldNumber);
        AddNoise(rules, NoiseWords.PollVote, OutcomeRank.Noise, M.PollUpdateMessageFieldNumber);
        AddNoise(rules, NoiseWords.Encrypted, OutcomeRank.Noise,
            M.EncReactionMessageFieldNumber, M.EncCommentMessageFieldNumber, M.EncEventResponseMessageFieldNumber);
        AddNoise(rules, NoiseWords.Pin, OutcomeRank.Noise, M.PinInChatMessageFieldNumber);
        AddNoise(rules, NoiseWords.Keep, OutcomeRank.Noise, M.KeepInChatMessageFieldNumber);
        AddNoise(rules, NoiseWords.NumberRequest, OutcomeRank.Noise, M.RequestPhoneNumberMessageFieldNumber);
        AddNoise(rules, NoiseWords.HistoryBundle, OutcomeRank.Noise, M.MessageHistoryBundleFieldNumber);
        AddNoise(rules, NoiseWords.HistoryNotice, OutcomeRank.Noise, M.MessageHistoryNoticeFieldNumber);
        AddNoise(rules, NoiseWords.StatusMention, OutcomeRank.Noise, M.StatusMentionMessageFieldNumber);
        AddNoise(rules, NoiseWords.LimitSharing, OutcomeRank.Noise, M.LimitSharingMessageFieldNumber);
        AddNoise(rules, NoiseWords.SecretEncrypted, OutcomeRank.Noise, M.SecretEncryptedMessageFieldNumber);
    }

    static void AddNoise(ContentRule?[] rules, string word, OutcomeRank rank, params ReadOnlySpan<int> fields)
    {
        foreach (int field in fields)
        {
            rules[field] = ContentRule.OfNoise(word, rank);
        }
    }

    static void Add(ContentRule?[] rules, MessageKind kind, BodyRule body, params ReadOnlySpan<int> fields)
    {
        foreach (int field in fields)
        {
            rules[field] = ContentRule.OfBody(kind, body);
        }
    }
}
