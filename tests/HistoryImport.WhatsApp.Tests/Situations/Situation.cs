using System.Globalization;
using System.Text;
using HistoryImport.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.WhatsApp.Tests.Situations;

/// <summary>What a host holds, and the rows that come of it: all at once, piece by piece and backward, which must be the same.</summary>
static class Situation
{
    static readonly ConnectionKey _connection = new("tenant", "connection");

    /// <summary>Imports payloads and gets the rows in words, in order.</summary>
    public static Task<string[]> RowsAsync(params string[] payloads) => RowsAsync([.. payloads.Select(Encoding.UTF8.GetBytes)], []);

    /// <summary>Imports payloads of an account that is known, and gets the rows in words, in order.</summary>
    public static async Task<string[]> RowsAsync(byte[][] payloads, Jid[] account)
    {
        string[] atOnce = await ImportAsync(payloads, account, runs: false);
        Assert.Equal(atOnce, await ImportAsync(payloads, account, runs: true));
        Assert.Equal(atOnce, await ImportAsync([.. payloads.Reverse()], account, runs: true));
        return atOnce;
    }

    static async Task<string[]> ImportAsync(byte[][] payloads, Jid[] account, bool runs)
    {
        var store = new InMemoryMessageStore();
        var services = new ServiceCollection();
        services.AddHistoryImport();
        services.AddSingleton<IMessageStore>(store);
        await using ServiceProvider provider = services.BuildServiceProvider();
        foreach (byte[] payload in payloads)
        {
            foreach (HistorySet set in await Decode.AllAsync(payload))
            {
                Assert.DoesNotContain(set.Problems, problem => !problem.IsKept);
                await provider.GetRequiredService<IHistoryInbox>().ReceiveAsync(_connection, set);
            }

            if (runs)
            {
                await RunAsync(provider, account);
            }
        }

        await RunAsync(provider, account);
        return [.. store.Rows(_connection).Select(Row).Order(StringComparer.Ordinal)];
    }

    static async Task RunAsync(ServiceProvider provider, Jid[] account)
    {
        ImportResult result = await provider.GetRequiredService<IHistoryImporter>()
            .ImportAsync(new ImportRequest { Connection = _connection, QuietPeriod = TimeSpan.Zero, Account = account });
        Assert.Equal((null, 0L, 0L), (result.ErrorType, result.Counts.Failed, result.Counts.Invalid));
    }

    static string Row(MessageUpsert row)
    {
        var text = new StringBuilder($"{row.Key.Chat.Value} {row.Key.Id} {(row.Key.FromMe ? "out" : "in")}");
        text.Append(row.Key.Sender.IsNone ? "" : $" by {row.Key.Sender.Value}");
        text.Append(CultureInfo.InvariantCulture, $" {row.Content?.Kind.ToName()} '{row.Body}'");
        text.Append(row.Timestamp is { } time ? string.Create(CultureInfo.InvariantCulture, $" at {time}") : "");
        text.Append(row.Status is { } status ? $" {status.ToName()}" : "");
        text.Append(row.Edit is null ? "" : " edited");
        text.Append(row.IsRevoked ? " revoked" : "");
        foreach (MessageReaction reaction in row.Reactions.Where(one => one.Emoji.Length > 0))
        {
            text.Append($" {reaction.Emoji} of {(reaction.FromMe ? "me" : reaction.Sender.IsNone ? "other" : reaction.Sender.Value)}");
        }

        return text.ToString();
    }
}
