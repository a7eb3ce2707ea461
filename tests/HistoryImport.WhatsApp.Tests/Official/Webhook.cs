namespace HistoryImport.WhatsApp.Tests.Official;

/// <summary>Webhooks of the official business platform.</summary>
static class Webhook
{
    public const string Own = "15550100199";
    public const string Customer = "14155550100";
    public const string CustomerJid = "14155550100@s.whatsapp.net";
    public const string UserId = "US.12345678901234567";

    public const string Metadata = """ "messaging_product": "whatsapp", "metadata": {"display_phone_number": "+1 555-010-0199", "phone_number_id": "1"} """;

    public static string Of(string field, string value) => Entries($$"""{"value": {{{Metadata}}, {{value}}}, "field": "{{field}}"}""");

    public static string Entries(string changes) => $$"""{"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [{{changes}}]}]}""";

    /// <summary>A chunk of history with one thread.</summary>
    public static string History(string messages, string thread = """ "id": "14155550100" """) =>
        Of("history", $$""" "history": [{"metadata": {"phase": 1, "chunk_order": 2, "progress": 60}, "threads": [{{{thread}}, "messages": [{{messages}}]}]}] """);

    public static string In(string stanza = "3A01") => WamidText.Of(Customer, WamidText.Number, fromMe: false, stanza);

    public static string Out(string stanza = "A501") => WamidText.Of(Own, WamidText.Number, fromMe: true, stanza);

    public static string Text(string id, string from = Customer, string more = "") =>
        $$$"""{"from": "{{{from}}}", "id": "{{{id}}}", "timestamp": "1788000000", "type": "text", "text": {"body": "words"}{{{more}}}}""";
}
