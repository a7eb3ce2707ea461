namespace HistoryImport.WhatsApp;

/// <summary>Fields of a message in WhatsApp Web's model, and of what gateways make of it.</summary>
static class WebFields
{
    public const int Id = 1;
    public const int Type = 2;
    public const int Subtype = 3;
    public const int Body = 4;
    public const int Caption = 5;
    public const int Time = 6;
    public const int Timestamp = 7;
    public const int From = 8;
    public const int To = 9;
    public const int Author = 10;
    public const int ChatId = 11;
    public const int FromMe = 12;
    public const int Ack = 13;
    public const int AckName = 14;
    public const int NotifyName = 15;
    public const int Sender = 16;
    public const int HasMedia = 17;
    public const int Media = 18;
    public const int MimeType = 19;
    public const int FileName = 20;
    public const int Size = 21;
    public const int FileHash = 22;
    public const int EncryptedFileHash = 23;
    public const int MediaKey = 24;
    public const int DirectPath = 25;
    public const int MediaUrl = 26;
    public const int ClientUrl = 27;
    public const int Duration = 28;
    public const int Width = 29;
    public const int Height = 30;
    public const int PollName = 31;
    public const int EventName = 32;
    public const int Place = 33;
    public const int Location = 34;
    public const int IsLive = 35;
    public const int Comment = 36;
    public const int CardName = 37;
    public const int Cards = 38;
    public const int Title = 39;
    public const int Description = 40;
    public const int GroupName = 41;
    public const int List = 42;
    public const int ListResponse = 43;
    public const int SelectedId = 44;
    public const int EditTime = 45;
    public const int EditKey = 46;
    public const int ProtocolKey = 47;
    public const int EditedId = 48;
    public const int Reaction = 49;
    public const int ReactionText = 50;
    public const int ReactionTarget = 51;
    public const int RefId = 52;
    public const int MediaData = 53;
    public const int Data = 54;
    public const int Poll = 55;
    public const int Recipients = 56;

    public static FieldNames Names { get; } = FieldNames.Of(
        ("id", Id), ("msgKey", Id), ("type", Type), ("subtype", Subtype), ("body", Body), ("caption", Caption), ("t", Time), ("timestamp", Timestamp),
        ("from", From), ("to", To), ("author", Author), ("participant", Author), ("senderUserJid", Author), ("chatId", ChatId), ("fromMe", FromMe), ("ack", Ack), ("ackName", AckName),
        ("notifyName", NotifyName), ("pushName", NotifyName), ("sender", Sender), ("hasMedia", HasMedia), ("media", Media), ("mediaData", MediaData),
        ("mimetype", MimeType), ("filename", FileName), ("size", Size), ("filehash", FileHash), ("encFilehash", EncryptedFileHash),
        ("mediaKey", MediaKey), ("directPath", DirectPath), ("deprecatedMms3Url", MediaUrl), ("clientUrl", ClientUrl), ("duration", Duration),
        ("width", Width), ("height", Height), ("pollName", PollName), ("poll", Poll), ("eventName", EventName), ("loc", Place), ("location", Location),
        ("isLive", IsLive), ("comment", Comment), ("vcardFormattedName", CardName), ("vcardList", Cards), ("vCards", Cards), ("title", Title), ("orderTitle", Title),
        ("description", Description), ("inviteGrpName", GroupName), ("list", List), ("listResponse", ListResponse), ("selectedButtonId", SelectedId),
        ("selectedId", SelectedId), ("selectedRowId", SelectedId), ("latestEditSenderTimestampMs", EditTime), ("latestEditMsgKey", EditKey),
        ("protocolMessageKey", ProtocolKey), ("editedMessageId", EditedId), ("reaction", Reaction), ("reactionText", ReactionText),
        ("msgId", ReactionTarget), ("parentMsgKey", ReactionTarget), ("reactionParentKey", ReactionTarget), ("refId", RefId), ("recipientIds", Recipients),
        ("_data", Data), ("msg", Data), ("rawData", Data));
}
