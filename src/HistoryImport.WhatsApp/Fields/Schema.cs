using HistoryImport.WhatsApp.Wire;

namespace HistoryImport.WhatsApp;

/// <summary>The names of all fields, as the schema has them and as other libraries spell them.</summary>
static class Schema
{
    /// <summary>An address in a pair that may be anything by its name.</summary>
    public const int MappingJid = -1;

    public static FieldNames HistorySync { get; } = FieldNames.Of(
        Wire.HistorySync.Descriptor,
        ("chats", HistoryFields.Chats),
        ("messages", HistoryFields.Messages),
        ("contacts", HistoryFields.Contacts),
        ("lidPnMappings", Wire.HistorySync.PhoneNumberToLidMappingsFieldNumber),
        ("peerDataRequestSessionId", HistoryFields.RequestId),
        ("isLatest", HistoryFields.IsLatest),
        ("event", HistoryFields.Event),
        ("type", HistoryFields.Type),
        ("me", HistoryFields.Me),
        ("sender", HistoryFields.Sender),
        ("instance", HistoryFields.Instance),
        ("data", HistoryFields.Data), ("payload", HistoryFields.Data), ("body", HistoryFields.Data), ("json", HistoryFields.Data),
        ("records", HistoryFields.Data), ("results", HistoryFields.Data), ("result", HistoryFields.Data), ("response", HistoryFields.Data),
        ("items", HistoryFields.Data), ("rows", HistoryFields.Data), ("docs", HistoryFields.Data), ("documents", HistoryFields.Data));

    public static FieldNames Chat { get; } = FieldNames.Of(
        Conversation.Descriptor,
        ("jid", Conversation.IdFieldNumber),
        ("remoteJid", Conversation.IdFieldNumber),
        ("phoneNumber", Conversation.PnJidFieldNumber),
        ("lid", Conversation.LidJidFieldNumber));

    public static FieldNames Contact { get; } = FieldNames.Of(
        ("id", ContactFields.Id), ("jid", ContactFields.Jid), ("remoteJid", ContactFields.Jid),
        ("pnJid", ContactFields.Number), ("phoneNumber", ContactFields.Number), ("pn", ContactFields.Number),
        ("lidJid", ContactFields.Lid), ("lid", ContactFields.Lid),
        ("name", ContactFields.Name), ("fullName", ContactFields.Name), ("firstName", ContactFields.FirstName),
        ("notify", ContactFields.PushName), ("pushname", ContactFields.PushName), ("NewPushName", ContactFields.PushName),
        ("JIDAlt", ContactFields.Id), ("Action", ContactFields.Action));

    public static FieldNames Mapping { get; } = FieldNames.Of(
        PhoneNumberToLidMapping.Descriptor,
        ("pn", PhoneNumberToLidMapping.PnJidFieldNumber),
        ("phoneNumber", PhoneNumberToLidMapping.PnJidFieldNumber),
        ("jid", MappingJid),
        ("lid", PhoneNumberToLidMapping.LidJidFieldNumber));

    public static FieldNames MessageInfo { get; } = FieldNames.Of(WebMessageInfo.Descriptor, ("MessageUpdate", StatusValues.Updates));

    public static FieldNames Key { get; } = FieldNames.Of(
        Wire.MessageKey.Descriptor,
        ("jid", Wire.MessageKey.RemoteJidFieldNumber),
        ("remote", Wire.MessageKey.RemoteJidFieldNumber),
        ("remoteJidAlt", KeyFields.RemoteJidAlt),
        ("participantAlt", KeyFields.ParticipantAlt),
        ("senderPn", KeyFields.SenderPn), ("senderLid", KeyFields.SenderLid),
        ("participantPn", KeyFields.ParticipantPn), ("participantLid", KeyFields.ParticipantLid),
        ("recipientPn", KeyFields.RecipientPn), ("recipientLid", KeyFields.RecipientLid),
        ("previousRemoteJid", KeyFields.PreviousChat),
        ("deleted", KeyFields.Deleted));

    public static FieldNames Receipt { get; } = FieldNames.Of(UserReceipt.Descriptor);

    public static FieldNames Reaction { get; } = FieldNames.Of(Wire.Reaction.Descriptor);

    public static FieldNames Message { get; } = FieldNames.Of(Wire.Message.Descriptor);

    public static FieldNames Protocol { get; } = FieldNames.Of(Wire.Message.Types.ProtocolMessage.Descriptor);

    public static EnumNames SyncType { get; } = EnumNames.Of(Wire.HistorySync.Descriptor, "SyncType");

    public static EnumNames EndOfHistory { get; } = EnumNames.Of(Conversation.Descriptor, "EndOfHistoryTransferType");

    public static EnumNames Status { get; } = EnumNames.Of(
        WebMessageInfo.Descriptor, "Status", ("EDITED", StatusValues.Edited), ("DELETED", StatusValues.Deleted));

    public static EnumNames Stub { get; } = EnumNames.Of(WebMessageInfo.Descriptor, "StubType");

    public static EnumNames ProtocolType { get; } = EnumNames.Of(Wire.Message.Types.ProtocolMessage.Descriptor, "Type");
}
