using System.Collections.Frozen;

namespace HistoryImport.WhatsApp;

/// <summary>The names under which sockets and gateways send their events.</summary>
static class KnownEvents
{
    /// <summary>No name is longer.</summary>
    public const int Longest = 64;

    // Looked up without a string of its own, because every event is.
    static readonly FrozenDictionary<string, (EventMeaning Meaning, string Name)>.AlternateLookup<ReadOnlySpan<char>> _events =
        Build().GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Gets the name of every event that is known.</summary>
    public static IEnumerable<string> Names => _events.Dictionary.Values.Select(known => known.Name);

    /// <summary>Gets what an event tells.</summary>
    /// <param name="name">Its name, in any case; dots, dashes and underscores are one.</param>
    /// <param name="known">The name as it is counted: never text of a payload.</param>
    public static EventMeaning Find(string? name, out string known)
    {
        known = "";
        if (name is null or { Length: > Longest })
        {
            return EventMeaning.Unknown;
        }

        Span<char> plain = stackalloc char[Longest];
        plain = plain[..name.Length];
        Write(name, plain);
        if (!_events.TryGetValue(plain, out (EventMeaning Meaning, string Name) found))
        {
            return EventMeaning.Unknown;
        }

        known = found.Name;
        return found.Meaning;
    }

    /// <summary>Whether a name is one of the spellings of an event's.</summary>
    public static bool Is(string? name, string known)
    {
        if (name?.Length != known.Length)
        {
            return false;
        }

        // They differ at their ends.
        for (int i = known.Length - 1; i >= 0; i--)
        {
            if (Plain(name[i]) != Plain(known[i]))
            {
                return false;
            }
        }

        return true;
    }

    static FrozenDictionary<string, (EventMeaning, string)> Build()
    {
        (EventMeaning Meaning, string[] Names)[] all =
        [
            (EventMeaning.Messages,
            [
                "messaging-history.set", "messages.set", "messages.upsert", "messages.update", "messages.delete", "messages.reaction", "messages.edited",
                "message-receipt.update", "send.message", "send.message.update", "message", "message.any", "message.ack", "message.ack.group", "message.reaction",
                "message.revoked", "message.edited", "message.waiting", "message.create", "message.edit", "message.revoke.everyone", "message.revoke.me",
                "message.ciphertext", "media.uploaded", "vote.update", "HistorySync", "Receipt", "ReadReceipt", "SendMessage", "UndecryptableMessage",
                "onmessage", "onanymessage", "onselfmessage", "onack", "onreactionmessage", "onrevokedmessage", "onmessagedeleted",
                "onmessageedit", "onmessagedelete", "onmessagereaction", "onunreadmessage", "onreaction", "onbutton", "onbroadcast", "onstory", "onorder",
            ]),
            (EventMeaning.Chats, ["chats.set", "chats.upsert", "chats.update"]),
            (EventMeaning.Contacts,
            [
                "contacts.set", "contacts.upsert", "contacts.update", "groups.upsert", "groups.update", "group-participants.update", "lid-mapping.update",
                "chats.phoneNumberShare", "group.v2.join", "group.v2.update", "group.v2.participants", "JoinedGroup", "GroupInfo", "PushName", "Contact",
            ]),
            (EventMeaning.Pairs, ["call", "group.join-request", "group.member-tag.update", "ChatPresence"]),
            (EventMeaning.Nothing,
            [
                "connection.update", "creds.update", "presence.update", "messaging-history.status", "messages.media-update", "blocklist.set", "blocklist.update",
                "labels.edit", "labels.association", "labels.set", "newsletter.reaction", "newsletter.view", "newsletter-participants.update",
                "newsletter-settings.update", "chats.delete", "chats.lock", "settings.update",
                "qrcode.updated", "application.startup", "instance.create", "instance.delete", "logout.instance", "remove.instance", "status.instance",
                "typebot.start", "typebot.change-status", "errors", "errors.webhook", "new.token",
                "session.status", "state.change", "engine.event", "presence", "chat.archive", "call.received", "call.accepted", "call.rejected", "label.upsert",
                "label.deleted", "label.chat.added", "label.chat.deleted", "poll.vote", "poll.vote.failed", "event.response", "event.response.failed",
                "group.join", "group.leave", "group.v2.leave",
                "Connected", "Disconnected", "LoggedOut", "QR", "PairSuccess", "PairError", "OfflineSyncPreview", "OfflineSyncCompleted",
                "AppState", "AppStateSyncComplete", "KeepAliveTimeout", "KeepAliveRestored", "CallOffer", "CallAccept", "CallTerminate", "CallOfferNotice",
                "CallRelayLatency", "Picture", "IdentityChange", "PushNameSetting", "StreamReplaced", "StreamError", "ConnectFailure", "TemporaryBan",
                "onpresencechanged", "onparticipantschanged", "onstatechange", "status-find", "qrcode", "phonecode", "session-logged", "session-error",
                "incomingcall", "closesession", "onupdatelabel", "onpollresponse",
                "MediaRetry", "Blocklist", "BlocklistChange", "QRTimeout", "QRScannedWithoutMultidevice", "ClientOutdated", "CATRefreshError", "PrivacySettings",
                "UserAbout", "LabelEdit", "LabelAssociationChat", "LabelAssociationMessage", "NewsletterJoin", "NewsletterLeave", "NewsletterMuteChange",
                "NewsletterLiveUpdate",
                "ready", "authenticated", "auth.failure", "change.state", "change.battery", "loading.screen", "remote.session.saved", "unread.count",
                "chat.archived", "chat.removed", "contact.changed", "group.admin.changed", "group.update", "group.membership.request",
                "onincomingcall", "onstatechanged", "onbattery", "onplugged", "oncallstate", "onchatdeleted", "onchatopened", "onchatstate", "oncontactadded",
                "onglobalparticipantschanged", "ongroupapprovalrequest", "ongroupchange", "onlabel", "onlogout", "onpollvote", "oninterfacechange", "onstreamchange", "onfilepicthumb", "onpoll", "onnewproduct",
                "Archive", "FBMessage",
                "account_update", "account_alerts", "account_review_update", "user_id_update", "calls", "business_capability_update", "phone_number_name_update",
                "phone_number_quality_update", "message_template_status_update", "message_template_quality_update", "security",
            ]),
        ];
        return all
            .SelectMany(group => group.Names, (group, name) => KeyValuePair.Create(string.Create(name.Length, name, (plain, from) => Write(from, plain)), (group.Meaning, name)))
            .ToFrozenDictionary(StringComparer.Ordinal);
    }

    static void Write(string name, Span<char> plain)
    {
        for (int i = 0; i < name.Length; i++)
        {
            plain[i] = Plain(name[i]);
        }
    }

    static char Plain(char letter) => letter is '_' or '-' ? '.' : char.ToLowerInvariant(letter);
}
