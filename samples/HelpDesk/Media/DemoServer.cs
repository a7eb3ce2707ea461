using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HistoryImport.Samples;

/// <summary>How the demo's phone hands out files in the place of WhatsApp's servers: at a port of this machine, with a certificate of its own.</summary>
public sealed record DemoServer(int Port, string Certificate, string Key, string Fingerprint)
{
    public static DemoServer Create(int port)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 certificate = new CertificateRequest("CN=mmg.whatsapp.net", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddHours(-1), now.AddYears(1));
        return new DemoServer(port, certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem(), certificate.GetCertHashString(HashAlgorithmName.SHA256));
    }

    public override string ToString() => nameof(DemoServer);
}
