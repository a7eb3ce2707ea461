namespace HistoryImport.WhatsApp;

/// <summary>The reasons why something is neither a message nor an amendment. Counts are kept under these words.</summary>
static class NoiseWords
{
    public const string Protocol = "protocol";
    public const string KeyDistribution = "key-distribution";
    public const string Context = "context";
    public const string Album = "album";
    public const string PollVote = "poll-vote";
    public const string Encrypted = "encrypted";
    public const string Pin = "pin";
    public const string Keep = "keep";
    public const string EphemeralSetting = "ephemeral-setting";
    public const string NumberRequest = "number-request";
    public const string HistoryBundle = "history-bundle";
    public const string HistoryNotice = "history-notice";
    public const string StatusMention = "status-mention";
    public const string LimitSharing = "limit-sharing";
    public const string SecretEncrypted = "secret-encrypted";
    public const string Empty = "empty";
    public const string KeyOnly = "key-only";
    public const string Stub = "stub";
    public const string Undecryptable = "undecryptable";
}
