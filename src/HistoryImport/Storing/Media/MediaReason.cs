using System.Text.Json.Serialization;

namespace HistoryImport;

/// <summary>Why a media file is in its state.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MediaReason>))]
public enum MediaReason
{
    /// <summary>The state says it all.</summary>
    None = 0,

    /// <summary>The servers say that its address is no longer valid.</summary>
    LinkExpired = 1,

    /// <summary>The servers say that it is gone.</summary>
    LinkGone = 2,

    /// <summary>The servers are busy, or answered with something else; it is tried again.</summary>
    ServerBusy = 3,

    /// <summary>The servers cannot be reached, or the connection broke; it is tried again.</summary>
    Unreachable = 4,

    /// <summary>The official platform takes no token, or not this one; it is tried again.</summary>
    NotAuthorised = 5,

    /// <summary>The budget of this hour is used up; it goes on by itself.</summary>
    BudgetUsed = 6,

    /// <summary>The sink could not take it; it is tried again.</summary>
    SinkFailed = 7,

    /// <summary>No file of this length can be what was encrypted, or it is much longer than its sender told.</summary>
    WrongLength = 10,

    /// <summary>It was not made with the key of the message.</summary>
    WrongMac = 11,

    /// <summary>It is another encrypted file than the message names.</summary>
    WrongEncryptedHash = 12,

    /// <summary>It is another file than the message names.</summary>
    WrongHash = 13,

    /// <summary>Its sender encrypted it wrongly.</summary>
    WrongPadding = 14,

    /// <summary>It is larger than allowed.</summary>
    TooLarge = 20,

    /// <summary>The message names no place it lies at.</summary>
    NoAddress = 21,

    /// <summary>The message holds no key to it, or none that can be one.</summary>
    NoKey = 22,

    /// <summary>Nothing is known by which it could be verified.</summary>
    NothingToVerify = 23,

    /// <summary>It is said to lie where none of WhatsApp's media lie.</summary>
    ForeignAddress = 24,

    /// <summary>The servers point elsewhere, which is not followed.</summary>
    Redirected = 25,

    /// <summary>No road of this host leads to it.</summary>
    NoSource = 26,

    /// <summary>The phone is not connected.</summary>
    PhoneAway = 30,

    /// <summary>The phone did not answer.</summary>
    NoAnswer = 31,

    /// <summary>The phone could not upload it this time.</summary>
    PhoneFailed = 32,

    /// <summary>The phone could not read what it was asked: asking again is of no use.</summary>
    PhoneCannotRead = 33,

    /// <summary>The phone no longer has the file.</summary>
    NotOnPhone = 34,

    /// <summary>The phone cannot be asked for files of this chat.</summary>
    NoPhone = 35,
}
