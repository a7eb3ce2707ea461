namespace HistoryImport;

static class ImportRequestValidator
{
    static readonly TimeSpan _longestQuiet = TimeSpan.FromHours(1);

    public static void Validate(ImportRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        Check(request.Connection is not null, "Connection is missing. Say whose history to import.");
        Check(!(request.Since > request.Until), $"Since ({request.Since:u}) is after Until ({request.Until:u}): nothing could be imported. Swap them.");
        Check(
            !request.Chats.Any(chat => ChatFilter.ReasonAgainst(chat.Kind) is not null),
            "Chats holds a JID that is neither a person nor a group: nothing could be imported from it. Remove it.");
        Check(request.Account.All(jid => jid.IsPerson), "Account holds a JID that is neither a phone number nor a LID. Give the account's own.");
        Check(
            request.QuietPeriod >= TimeSpan.Zero && request.QuietPeriod <= _longestQuiet,
            $"QuietPeriod is {request.QuietPeriod}: set it from zero to one hour.");
        Check(request.EnoughMessages is null or >= 1, $"EnoughMessages is {request.EnoughMessages}: set it to at least 1, or to null for as many as there are.");
        Check(Enum.IsDefined(request.WhenRunning), $"WhenRunning is {request.WhenRunning}: set it to Join or Refuse.");

        void Check(bool holds, string otherwise)
        {
            if (!holds)
            {
                throw new ArgumentException(otherwise, nameof(request));
            }
        }
    }
}
