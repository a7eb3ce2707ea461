using System.Text.Json.Serialization;

namespace HistoryImport;

/// <summary>Names one WhatsApp session of one tenant. Every call takes it first, so that tenants never mix.</summary>
/// <remarks>Immutable and safe to share between threads. Compared by value, case-sensitively. Its names are the host's own, and are logged.</remarks>
[JsonConverter(typeof(ConnectionKeyJsonConverter))]
public sealed record ConnectionKey
{
    /// <summary>Creates a key.</summary>
    /// <param name="tenant">The tenant: 1 to 128 bytes of UTF-8, no control characters.</param>
    /// <param name="name">The session inside the tenant: 1 to 128 bytes of UTF-8, no control characters.</param>
    /// <exception cref="ArgumentException">A name is empty, too long, or holds a control character.</exception>
    public ConnectionKey(string tenant, string name)
    {
        Tenant = Checked(tenant, nameof(tenant));
        Name = Checked(name, nameof(name));
    }

    /// <summary>Gets the tenant.</summary>
    public string Tenant { get; }

    /// <summary>Gets the session inside the tenant.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Tenant}/{Name}";

    static string Checked(string value, string parameter)
    {
        ArgumentException.ThrowIfNullOrEmpty(value, parameter);
        return WireIds.IsValid(value)
            ? value
            : throw new ArgumentException(
                $"A {parameter} name is at most {WireIds.MaxBytes} bytes of UTF-8 and holds no control character. Give a shorter or cleaned name.",
                parameter);
    }
}
