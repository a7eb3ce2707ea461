using System.Text.Json.Serialization;

namespace HistoryImport;

/// <summary>What a JID addresses.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<JidKind>))]
public enum JidKind
{
    /// <summary>No JID.</summary>
    None,

    /// <summary>A person by phone number (<c>s.whatsapp.net</c>, and its spellings <c>c.us</c> and <c>hosted</c>).</summary>
    Number,

    /// <summary>A person by hidden id (<c>lid</c>, and its spelling <c>hosted.lid</c>). Not a phone number.</summary>
    Lid,

    /// <summary>A group (<c>g.us</c>).</summary>
    Group,

    /// <summary>Status posts (<c>status@broadcast</c>).</summary>
    Status,

    /// <summary>A broadcast list (<c>broadcast</c>).</summary>
    BroadcastList,

    /// <summary>A channel (<c>newsletter</c>).</summary>
    Newsletter,

    /// <summary>Call signalling (<c>call</c>).</summary>
    Call,

    /// <summary>A bot (<c>bot</c>, or one of the numbers WhatsApp gave to bots).</summary>
    Bot,

    /// <summary>A Messenger user (<c>msgr</c>).</summary>
    Messenger,

    /// <summary>A user of another network (<c>interop</c>).</summary>
    Interop,

    /// <summary>WhatsApp's own announcements (<c>0@s.whatsapp.net</c>).</summary>
    Announcement,

    /// <summary>The server itself (<c>server@s.whatsapp.net</c>).</summary>
    Server,

    /// <summary>A well-formed JID on a server this version does not know.</summary>
    Unknown,

    /// <summary>A person by business-scoped user id (<c>bsuid</c>), as the official business platform names who shows no phone number. Its case counts.</summary>
    Bsuid,
}
