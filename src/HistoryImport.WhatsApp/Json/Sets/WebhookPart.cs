namespace HistoryImport.WhatsApp;

/// <summary>A part of a webhook of the official business platform: where it is in the walk, and what is around it.</summary>
sealed record WebhookPart(SetWalk Walk, SetContainer Parent);
