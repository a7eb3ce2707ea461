namespace HistoryImport.AspNetCore;

/// <summary>The address at which a bridge takes questions about a connection.</summary>
static class DoorAddress
{
    public static Uri Of(Uri door, ConnectionKey connection, string what)
    {
        string root = door.AbsoluteUri.EndsWith('/') ? door.AbsoluteUri : door.AbsoluteUri + "/";
        return new Uri($"{root}connections/{Encode(connection.Tenant)}/{Encode(connection.Name)}/{what}");
    }

    // As JavaScript's encodeURIComponent does: the bridge compares the path as it is sent.
    static string Encode(string name) => Uri.EscapeDataString(name)
        .Replace("%21", "!", StringComparison.Ordinal).Replace("%27", "'", StringComparison.Ordinal).Replace("%28", "(", StringComparison.Ordinal)
        .Replace("%29", ")", StringComparison.Ordinal).Replace("%2A", "*", StringComparison.Ordinal);
}
