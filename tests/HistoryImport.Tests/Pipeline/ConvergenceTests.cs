using HistoryImport.Tests.Support;

namespace HistoryImport.Tests.Pipeline;

/// <summary>Random histories, dealt in random order over random deliveries, runs and batch sizes: always the same rows.</summary>
public sealed class ConvergenceTests
{
    static readonly string[] _numbers = ["1111111@s.whatsapp.net", "2222222@s.whatsapp.net", "9999999@s.whatsapp.net"];
    static readonly string[] _lids = ["111@lid", "222@lid", "999@lid"];
    static readonly string[] _own = ["9999999@s.whatsapp.net", "999@lid"];
    static readonly string?[] _others = ["1111111@s.whatsapp.net", "111@lid", "2222222@s.whatsapp.net", "222@lid", null];
    static readonly string[] _ids = ["A", "B", "C"];
    static readonly string[] _texts = ["", "one", "two", "👍", "\uFFFD"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task ImportAsync_AnyOrderAnyRepetition_SameRows(int seed)
    {
        var random = new Random(seed);
        for (int round = 0; round < 40; round++)
        {
            HistoryMessage[] history = [.. Enumerable.Range(0, 60).Select(_ => Message(random))];
            IReadOnlyList<string> expected = await ImportAsync(random, history, deliveries: 1, batchSize: 1000);
            for (int repeat = 0; repeat < 4; repeat++)
            {
                HistoryMessage[] dealt = [.. history.Concat(history.Where(_ => random.Next(4) == 0))];
                random.Shuffle(dealt);

                IReadOnlyList<string> rows = await ImportAsync(random, dealt, deliveries: random.Next(1, 8), batchSize: random.Next(1, 20));

                Assert.Empty(expected.Except(rows));
                Assert.Empty(rows.Except(expected));
            }
        }
    }

    static async Task<IReadOnlyList<string>> ImportAsync(Random random, HistoryMessage[] messages, int deliveries, int batchSize)
    {
        int writers = random.Next(1, 4);
        await using var host = new ImportHost(configure: options => (options.BatchSize, options.Writers) = (batchSize, writers));
        foreach (HistoryMessage[] delivery in messages.Chunk(messages.Length / deliveries + 1))
        {
            await host.ReceiveAsync(delivery);
            if (random.Next(2) == 0)
            {
                await host.ImportAsync();
            }
        }

        await host.ImportAsync();
        return host.Rows();
    }

    static HistoryMessage Message(Random random)
    {
        bool group = random.Next(2) == 0;
        bool fromMe = random.Next(3) == 0;
        string? Person() => random.Next(8) == 0 ? null : random.Next(2) == 0 ? Pick(_numbers) : Pick(_lids);
        var envelope = new HistoryMessage
        {
            RemoteJid = group ? Some.Group : Person() ?? _numbers[0],
            RemoteJidAlt = null,
            // Our own account never appears as somebody else.
            Participant = group ? fromMe ? Pick(_own) : Pick(_others) : null,
            FromMe = fromMe,
            Id = Pick(_ids),
            Timestamp = random.Next(4) == 0 ? null : random.Next(1, 4),
        };

        // Now and then a message tells who is who. Beside what we sent, our own address is no claim once it is known: only others tell it here.
        if (!group && random.Next(6) == 0)
        {
            int person = random.Next(fromMe ? _numbers.Length - 1 : _numbers.Length);
            envelope = envelope with { RemoteJid = _numbers[person], RemoteJidAlt = _lids[person] };
        }

        if (random.Next(2) == 0)
        {
            return envelope with
            {
                Content = new MessageContent { Kind = Pick([MessageKind.Text, MessageKind.Unsupported, MessageKind.Image]), Body = Pick(_texts) },
                Status = random.Next(3) == 0 ? null : (MessageStatus)random.Next(6),
                PushName = Pick<string?>([null, .. _texts]),
                IsRevoked = random.Next(20) == 0,
                Reactions = random.Next(4) == 0
                    ? [new HistoryReaction { FromMe = random.Next(2) == 0, Participant = Person(), Emoji = Pick(_texts), TimestampMs = random.Next(1, 4) }]
                    : [],
            };
        }

        return envelope with
        {
            Amendment = new MessageAmendment
            {
                Kind = (AmendmentKind)random.Next(3),
                TargetId = Pick(_ids),
                TargetFromMe = random.Next(2) == 0,
                TargetParticipant = Person(),
                Text = Pick(_texts),
                TimestampMs = random.Next(3) == 0 ? null : random.Next(1, 4),
            },
        };

        T Pick<T>(T[] from) => from[random.Next(from.Length)];
    }
}
