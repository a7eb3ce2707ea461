using System.Globalization;

namespace HistoryImport.Samples;

/// <summary>A connection as the host's tables name it: a row of Whatsapps, and the company it belongs to.</summary>
public readonly record struct WhaticketConnection(int CompanyId, int WhatsappId)
{
    /// <summary>Reads the two numbers of a key such as <c>new ConnectionKey("3", "17")</c>.</summary>
    /// <exception cref="ArgumentException">They are not numbers.</exception>
    public static WhaticketConnection Of(ConnectionKey connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return int.TryParse(connection.Tenant, NumberStyles.None, CultureInfo.InvariantCulture, out int company)
            && int.TryParse(connection.Name, NumberStyles.None, CultureInfo.InvariantCulture, out int whatsapp)
            ? new WhaticketConnection(company, whatsapp)
            : throw new ArgumentException("The tenant is a companyId and the connection a whatsappId. Give numbers, or set WhaticketOptions.Resolve.", nameof(connection));
    }
}
