using System.Text.Json.Serialization;

namespace HistoryImport.AspNetCore;

/// <summary>Why a delivery was set aside.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SetAsideCause>))]
public enum SetAsideCause
{
    /// <summary>Not told.</summary>
    Unknown = 0,

    /// <summary>It cannot be read, or only up to some point.</summary>
    Unreadable = 1,

    /// <summary>It says that it is history, and does not come from the account's own phone.</summary>
    NotOwnPhone = 2,

    /// <summary>The bridge could not have the blob that a notification names: history is missing. The payload is the notification, with a key.</summary>
    Lost = 3,

    /// <summary>Nobody can tell whose it is.</summary>
    Unassigned = 4,
}
