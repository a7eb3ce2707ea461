using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace HistoryImport.Samples;

/// <summary>Sends the webhooks of an official history to this desk, signed as the platform signs them, and has them imported.</summary>
public sealed class OfficialReplay(OfficialLine line, IServer server, IHttpClientFactory clients, IHistoryImporter importer, TimeProvider time)
{
    const string Customer = "5511900000201";

    public async Task<IResult> SendAsync(CancellationToken cancellationToken)
    {
        using HttpClient client = clients.CreateClient();
        string address = server.Features.Get<IServerAddressesFeature>()!.Addresses.First();
        foreach (object value in Webhooks())
        {
            byte[] body = JsonSerializer.SerializeToUtf8Bytes(value);
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            content.Headers.Add("X-Hub-Signature-256", $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(line.Secret), body))}");
            using HttpResponseMessage answer = await client.PostAsync(new Uri($"{address}/history-import/official/{OfficialLine.App}"), content, cancellationToken);
            answer.EnsureSuccessStatusCode();
        }

        ImportResult result = await importer.ImportAsync(new ImportRequest { Connection = line.Key, QuietPeriod = TimeSpan.Zero }, cancellationToken);
        return Results.Ok(new { Outcome = result.Outcome.ToString(), result.Counts.Inserted });
    }

    IEnumerable<object> Webhooks()
    {
        // Of the day, so that a second replay within it brings nothing new.
        long now = new DateTimeOffset(time.GetUtcNow().Date, TimeSpan.Zero).ToUnixTimeSeconds();
        object[] messages =
        [
            .. Enumerable.Range(0, 24).Select(i => new
            {
                from = i % 3 == 0 ? "5511900000009" : Customer,
                to = i % 3 == 0 ? Customer : "5511900000009",
                id = $"OFFICIAL{i:D8}",
                timestamp = (now - i * 7200).ToString(CultureInfo.InvariantCulture),
                type = "text",
                text = new { body = i % 3 == 0 ? "Bom dia! Como posso ajudar?" : $"Pergunta {i} pela plataforma oficial" },
                history_context = new { status = "read" },
            }),
        ];
        yield return Change("history", new { history = new[] { new { metadata = new { phase = 0, chunk_order = 1, progress = 100 }, threads = new[] { new { id = Customer, messages } } } } });
        yield return Change("smb_app_state_sync", new
        {
            state_sync = new[] { new { type = "contact", contact = new { full_name = "Lúcia Amaral", first_name = "Lúcia", phone_number = Customer }, action = "add", metadata = new { timestamp = now.ToString(CultureInfo.InvariantCulture) } } },
        });
    }

    static object Change(string field, object value)
    {
        Dictionary<string, object?> all = value.GetType().GetProperties().ToDictionary(property => property.Name, property => property.GetValue(value));
        all["messaging_product"] = "whatsapp";
        all["metadata"] = new { display_phone_number = "5511900000009", phone_number_id = OfficialLine.Number };
        return new { @object = "whatsapp_business_account", entry = new[] { new { id = "200000000000001", changes = new[] { new { field, value = all } } } } };
    }
}
