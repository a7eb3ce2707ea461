namespace HistoryImport.WhatsApp;

/// <summary>Fields of a message of the official business platform.</summary>
static class OfficialFields
{
    public const int From = 1;
    public const int FromUserId = 2;
    public const int To = 3;
    public const int ToUserId = 4;
    public const int Id = 5;
    public const int Timestamp = 6;
    public const int Type = 7;
    public const int GroupId = 8;
    public const int HistoryContext = 9;
    public const int Text = 10;
    public const int Media = 11;
    public const int Location = 12;
    public const int Contacts = 13;

    /// <summary>A button, an order, a template.</summary>
    public const int Words = 14;

    public const int Interactive = 15;
    public const int Reaction = 16;
    public const int Edit = 17;
    public const int Revoke = 18;

    public static FieldNames Names { get; } = FieldNames.Of(
        ("from", From), ("from_user_id", FromUserId), ("to", To), ("to_user_id", ToUserId), ("id", Id), ("timestamp", Timestamp), ("type", Type),
        ("group_id", GroupId), ("history_context", HistoryContext), ("text", Text), ("image", Media), ("video", Media), ("document", Media), ("sticker", Media),
        ("audio", Media), ("voice", Media), ("location", Location), ("contacts", Contacts), ("button", Words), ("order", Words), ("template", Words),
        ("interactive", Interactive), ("reaction", Reaction), ("edit", Edit), ("revoke", Revoke));
}
