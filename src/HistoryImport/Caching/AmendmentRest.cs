using System.Text.Json.Serialization;

namespace HistoryImport;

/// <summary>How long an amendment that waits for its message is left alone.</summary>
/// <remarks>It rests until a message with the id it names is written: the transaction that writes one ends the rest. So an import costs by
/// what may have found its message, not by all that waits. See <see cref="StorageScope.LetsAmendmentsRest"/>.</remarks>
[JsonConverter(typeof(JsonStringEnumConverter<AmendmentRest>))]
public enum AmendmentRest
{
    /// <summary>Not at all: the next import of its chat offers it.</summary>
    None = 0,

    /// <summary>As long as imports ask for windows. One without a window makes a row of it: an edit whose message is nowhere.</summary>
    InWindows = 1,

    /// <summary>Until its message may have come.</summary>
    UntilMessage = 2,
}
