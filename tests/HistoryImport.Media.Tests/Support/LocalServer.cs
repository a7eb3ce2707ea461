using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HistoryImport.Media.Tests.Support;

/// <summary>An HTTPS server of this machine that stands for every host, and sees who comes.</summary>
sealed class LocalServer : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly X509Certificate2 _certificate;
    int _connections;

    LocalServer(WebApplication app, X509Certificate2 certificate) => (_app, _certificate) = (app, certificate);

    public Func<HttpContext, Task> Answer { get; set; } = context =>
    {
        context.Response.StatusCode = 404;
        return Task.CompletedTask;
    };

    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Host and path of each request.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    public int Port => new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;

    public string Fingerprint => _certificate.GetCertHashString(HashAlgorithmName.SHA256);

    /// <summary>Leads every name here.</summary>
    public MediaTransport Transport => new()
    {
        Resolve = (_, _) => Task.FromResult(new[] { IPAddress.Loopback }), IsAllowed = _ => true, Port = Port,
        IsTrusted = (_, certificate, _, _) => certificate?.GetCertHashString() == _certificate.Thumbprint,
    };

    public static async Task<LocalServer> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        LocalServer? server = null;
        X509Certificate2 certificate = Certificate();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Use(next => connection =>
            {
                Interlocked.Increment(ref server!._connections);
                return next(connection);
            });
            listen.UseHttps(certificate);
        }));
        WebApplication app = builder.Build();
        server = new LocalServer(app, certificate);
        app.Run(async context =>
        {
            server.Requests.Enqueue($"{context.Request.Host.Host}{context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget}");
            await server.Answer(context);
        });
        await app.StartAsync();
        return server;
    }

    /// <summary>Hands out some bytes.</summary>
    public void Serve(byte[] body) => Answer = async context =>
    {
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body);
    };

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
        _certificate.Dispose();
    }

    static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=mmg.whatsapp.net", key, HashAlgorithmName.SHA256);
        using X509Certificate2 made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
