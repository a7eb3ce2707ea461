namespace HistoryImport.WhatsApp;

/// <summary>Fields of a message in WhatsApp Web's model, and of what gateways make of it.</summary>
static class WebFields
{
    // Who sent it where, and its id.
    public const int Id = 1;
    public const int From = 2;
    public const int To = 3;
    public const int Author = 4;
    public const int ChatId = 5;
    public const int FromMe = 6;
    public const int Sender = 7;
    public const int NotifyName = 8;
    public const int LastOfKey = NotifyName;

    // What it says.
    public const int Body = 9;
    public const int Caption = 10;
    public const int PollName = 11;
    public const int Poll = 12;
    public const int EventName = 13;
    public const int Place = 14;
    public const int Location = 15;
    public const int IsLive = 16;
    public const int Comment = 17;
    public const int CardName = 18;
    public const int Cards = 19;
    public const int Title = 20;
    public const int Description = 21;
    public const int GroupName = 22;
    public const int List = 23;
    public const int ListResponse = 24;
    public const int SelectedId = 25;
    public const int LastOfWords = SelectedId;

    // Its media.
    public const int MimeType = 26;
    public const int FileName = 27;
    public const int Size = 28;
    public const int FileHash = 29;
    public const int EncryptedFileHash = 30;
    public const int MediaKey = 31;
    public const int DirectPath = 32;
    public const int MediaUrl = 33;
    public const int ClientUrl = 34;
    public const int Duration = 35;
    public const int Width = 36;
    public const int Height = 37;
    public const int LastOfMedia = Height;

    // All else.
    public const int Type = 38;
    public const int Subtype = 39;
    public const int Time = 40;
    public const int Timestamp = 41;
    public const int Ack = 42;
    public const int AckName = 43;
    public const int HasMedia = 44;
    public const int Media = 45;
    public const int MediaData = 46;
    public const int EditTime = 47;
    public const int EditKey = 48;
    public const int ProtocolKey = 49;
    public const int EditedId = 50;
    public const int Reaction = 51;
    public const int ReactionText = 52;
    public const int ReactionTarget = 53;
    public const int RefId = 54;
    public const int Data = 55;
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
