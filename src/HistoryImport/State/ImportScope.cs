using System.Security.Cryptography;
using System.Text;

namespace HistoryImport;

/// <summary>What a run is about: the whole connection, one chat, or several. Two runs of one scope never run at once.</summary>
/// <param name="Name">Stands in keys: <c>*</c>, the canonical chat, or a hash of several; at most 128 bytes.</param>
readonly record struct ImportScope(string Name)
{
    public const string LeasePrefix = "lease/import/";

    public string LeaseKey => LeasePrefix + Name;

    public string StatusKey => "status/" + Name;

    /// <summary>Gets that of the whole connection.</summary>
    public static ImportScope All { get; } = new("*");

    public static ImportScope Of(IReadOnlyList<Jid> chats, AliasSet known) => chats.Count == 0 ? All : Of(chats, new IdentityGraph(known));

    public static ImportScope Of(IReadOnlyList<Jid> chats, IdentityGraph identities)
    {
        if (chats.Count == 0)
        {
            return All;
        }

        string[] names = [.. chats.Select(identities.Canonical).Distinct().Order().Select(chat => chat.Value)];
        return new(names.Length == 1 ? names[0] : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', names)))));
    }
}
