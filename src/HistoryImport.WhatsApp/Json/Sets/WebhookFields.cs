namespace HistoryImport.WhatsApp;

/// <summary>The fields that a webhook of the official business platform may tell of, as they are counted: never text of a payload.</summary>
static class WebhookFields
{
    static readonly string[] _known =
    [
        "messages", "history", "smb_message_echoes", "smb_app_state_sync", "statuses", "account_update", "user_id_update", "calls", "account_alerts",
        "account_review_update", "account_settings_update", "business_capability_update", "business_status_update", "flows", "history_sync",
        "message_template_components_update", "message_template_quality_update", "message_template_status_update", "phone_number_name_update",
        "phone_number_quality_update", "security", "template_category_update", "user_preferences", "payment_configuration_update",
        "partner_solutions", "tracking_events", "automatic_events", "group_lifecycle_update", "group_participants_update", "group_settings_update", "group_status_update",
        "business_username_update",
    ];

    public static string WordOf(string? field) => Array.Find(_known, known => known == field) ?? "other change";
}
