namespace HistoryImport;

/// <summary>The keys of everything the library keeps in the state store.</summary>
static class StateKeys
{
    /// <summary>How many claims the rows already follow.</summary>
    public const string JoinedClaims = "joined-claims";

    /// <summary>Rises with every history set.</summary>
    public const string Arrivals = "arrivals";

    /// <summary>The chats whose history is known to end.</summary>
    public const string ChatEnds = "chat-ends";

    /// <summary>The request on its way to the phone.</summary>
    public const string PendingFetch = "fetch";

    /// <summary>Who may ask the phone.</summary>
    public const string FetchLease = "lease/fetch";

    /// <summary>Requests and failures of the connection.</summary>
    public const string FetchBudget = "fetch-budget";

    public static string Lease(ImportScope scope) => "lease/import/" + scope.Name;

    public static string Status(ImportScope scope) => "status/" + scope.Name;

    public static string ChatBudget(Jid chat) => FetchBudget + "/" + chat.Value;
}
