using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Npgsql;

namespace HistoryImport.Samples;

/// <summary>Writes one batch in one transaction: as many statements for ten thousand messages as for one.</summary>
sealed class WhaticketWriter(NpgsqlConnection database, WhaticketOptions options, WhaticketConnection connection)
{
    // By the numbers of the statement that tells them.
    static readonly UpsertOutcome[] _outcomes = [UpsertOutcome.Duplicate, UpsertOutcome.Inserted, UpsertOutcome.Updated, UpsertOutcome.Missing];

    static readonly byte[] _live = ContentVersion.OfHostRow(MessageKind.Text).ToBytes();
    static readonly byte[] _liveUnsupported = ContentVersion.OfHostRow(MessageKind.Unsupported).ToBytes();

    public async Task<UpsertOutcome[]> WriteAsync(MessageBatch batch, CancellationToken cancellationToken)
    {
        NpgsqlTransaction transaction = await database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            await CheckAsync(cancellationToken).ConfigureAwait(false);
            UpsertOutcome[] outcomes = await RunAsync(batch, cancellationToken).ConfigureAwait(false);

            // Once asked to commit, the answer counts.
            await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
            return outcomes;
        }
    }

    // Nobody writes into another company's tables by giving the number of its connection.
    async Task CheckAsync(CancellationToken cancellationToken)
    {
        using var check = new NpgsqlCommand(WhaticketSql.Check, database)
        {
            Parameters = { new() { Value = connection.CompanyId }, new() { Value = connection.WhatsappId } },
        };
        if (await check.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is not true)
        {
            throw new HistoryStorageException($"Company {connection.CompanyId} has no connection {connection.WhatsappId}. Give the numbers of a row of Whatsapps.");
        }
    }

    async Task<UpsertOutcome[]> RunAsync(MessageBatch batch, CancellationToken cancellationToken)
    {
        using var statements = new NpgsqlBatch(database);
        void Add(string sql, params object[] parameters)
        {
            var statement = new NpgsqlBatchCommand(sql);
            foreach (object parameter in parameters)
            {
                statement.Parameters.Add(new NpgsqlParameter { Value = parameter });
            }

            statements.BatchCommands.Add(statement);
        }

        (int company, int whatsapp) = connection;
        Add(WhaticketSql.Lock, company);
        Add(WhaticketSql.CreateItems);
        Add(WhaticketSql.CreatePeople);
        Add(WhaticketSql.FillItems, Items(batch.Items));
        Add(WhaticketSql.FillPeople, People(batch));
        Add(WhaticketSql.FindPeople, company);
        Add(WhaticketSql.FindKeys, company, whatsapp);
        Add(WhaticketSql.AdoptLive, company, whatsapp, _live, _liveUnsupported, options.UnsupportedMediaTypes.ToArray());
        Add(WhaticketSql.FindKeys, company, whatsapp);

        Add(WhaticketSql.MarkNew);
        Add(WhaticketSql.MakeContacts, company, whatsapp);
        Add(WhaticketSql.FindPeople, company);
        Add(WhaticketSql.FillNames);
        Add(WhaticketSql.MakeTickets, company, whatsapp, options.TicketStatus, (object?)options.QueueId ?? DBNull.Value, options.MarkTicketsImported);
        Add(WhaticketSql.FindTickets, company, whatsapp);
        Add(WhaticketSql.MakeKeys, company, whatsapp);
        Add(WhaticketSql.MakeMessages, company);
        Add(WhaticketSql.ShowNewest);
        Add(WhaticketSql.FindKeys, company, whatsapp);

        Add(WhaticketSql.LockMessages);
        Add(WhaticketSql.MarkRising);
        Add(WhaticketSql.RaiseMessages);
        Add(WhaticketSql.RaiseKeys);
        Add(WhaticketSql.RaiseReactions, [company, whatsapp, .. Reactions(batch.Items)]);
        await statements.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        return await OutcomesAsync(cancellationToken).ConfigureAwait(false);
    }

    async Task<UpsertOutcome[]> OutcomesAsync(CancellationToken cancellationToken)
    {
        using var read = new NpgsqlCommand(WhaticketSql.Outcomes, database);
        NpgsqlDataReader reader = await read.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            var outcomes = new List<UpsertOutcome>();
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                outcomes.Add(_outcomes[reader.GetInt32(0)]);
            }

            return [.. outcomes];
        }
    }

    object[] Items(IReadOnlyList<MessageUpsert> items) =>
    [
        Column(items, item => item.Key.Chat.Value),
        Column(items, item => item.Key.Sender.Value),
        Column(items, item => item.Key.FromMe),
        Column(items, item => item.Key.Id),
        Column(items, item => item.MatchesEitherDirection),
        Column(items, item => item.Content is null ? null : item.Version.ToBytes()),
        Column(items, item => item.Content?.Kind.ToName()),
        Column(items, item => item.Content is null ? null : options.MediaType(item.Content.Kind)),
        Column(items, item => item.Content?.Body),
        Column(items, item => item.Content is null ? null : Json(item.Content.Raw.Span)),
        Column(items, item => item.Content?.Media is { } media ? JsonSerializer.Serialize(media, WhaticketJson.Default.MediaDescriptor) : null),
        Column(items, item => item.Timestamp),
        Column(items, item => (short?)item.Status),
        Column(items, item => item.PushName),
        Column(items, item => item.WireChat),
        Column(items, item => item.IsRevoked),
        Column(items, item => item.Edit?.TimestampMs),
        Column(items, item => item.Edit?.EnvelopeId),
        Column(items, item => item.Edit?.Body),
    ];

    static object[] People(MessageBatch batch)
    {
        Jid[] people =
            [.. batch.Items.SelectMany(item => (Jid[])[item.Key.Chat, item.Key.Sender]).Concat(batch.Names.Select(name => name.Jid)).Where(jid => !jid.IsNone).Distinct()];

        // What the account's owner calls somebody, before what that one calls himself.
        Dictionary<Jid, string> names = batch.Names.GroupBy(name => name.Jid)
            .ToDictionary(group => group.Key, group => group.OrderBy(name => name.Kind).ThenBy(name => name.Name, StringComparer.Ordinal).First().Name);
        return
        [
            Column(people, jid => jid.Value),
            Column(people, WhaticketPerson.Number),
            Column(people, jid => jid.Kind == JidKind.Group),
            Column(people, jid => names.GetValueOrDefault(jid)),
        ];
    }

    static object[] Reactions(IReadOnlyList<MessageUpsert> items)
    {
        (int Index, ReactionTarget Target, MessageReaction Reaction)[] reactions =
            [.. items.SelectMany((item, i) => item.Reactions.Select(reaction => (i, ReactionTarget.Of(item.Key), reaction)))];
        return
        [
            Column(reactions, one => one.Index),
            Column(reactions, one => one.Target.Direction),
            Column(reactions, one => one.Target.Sender),
            Column(reactions, one => one.Reaction.FromMe),
            Column(reactions, one => one.Reaction.Sender.Value),
            Column(reactions, one => one.Reaction.Emoji),
            Column(reactions, one => one.Reaction.TimestampMs),
        ];
    }

    // Front ends parse this column; a protobuf payload has no place in it.
    static string? Json(ReadOnlySpan<byte> raw) => raw.Length > 0 && raw[0] == '{' ? Encoding.UTF8.GetString(raw) : null;

    static TColumn[] Column<TItem, TColumn>(IReadOnlyList<TItem> items, Func<TItem, TColumn> value) => [.. items.Select(value)];
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(MediaDescriptor))]
sealed partial class WhaticketJson : JsonSerializerContext;
