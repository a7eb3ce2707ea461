namespace HistoryImport.Media;

/// <summary>A server on this machine that stands for WhatsApp's, for demos and tests. Paths are judged as ever, and nothing but this machine is connected to.</summary>
/// <param name="Port">Its port on the loopback, where it speaks HTTPS.</param>
/// <param name="CertificateSha256">The SHA-256 of its certificate, in hexadecimal digits: no other server is taken for it.</param>
public sealed record MediaStandIn(int Port, string CertificateSha256)
{
    /// <summary>Gets the SHA-256 of its certificate, in hexadecimal digits.</summary>
    public string CertificateSha256 { get; init => field = value ?? ""; } = CertificateSha256 ?? "";

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(MediaStandIn)} {{ {nameof(Port)} = {Port} }}";
}
