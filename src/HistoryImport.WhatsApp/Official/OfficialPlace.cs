namespace HistoryImport.WhatsApp;

/// <summary>Where something of a webhook of the official business platform stands.</summary>
/// <param name="Change">The change of the webhook around it.</param>
/// <param name="List">The list it stands in, if it is a message.</param>
/// <param name="Thread">The conversation it stands in, in history.</param>
sealed record OfficialPlace(OfficialChange Change, OfficialList List = OfficialList.Messages, OfficialThread? Thread = null);
