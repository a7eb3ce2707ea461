using System.Diagnostics;

namespace HistoryImport.Doublings;

/// <summary>What once grew faster than its work, or with the work of others.</summary>
static class Experiments
{
    const long Time = 1_700_000_000;

    public static IReadOnlyDictionary<string, Func<DoublingHost, int, Task<TimeSpan>>> All { get; } = new Dictionary<string, Func<DoublingHost, int, Task<TimeSpan>>>
    {
        ["herd"] = HerdAsync,
        ["claims-one-by-one"] = ClaimsOneByOneAsync,
        ["chats"] = ChatsAsync,
        ["reactions"] = ReactionsAsync,
        ["window"] = WindowAsync,
        ["without-groups"] = WithoutGroupsAsync,
        ["waiting"] = WaitingAsync,
        ["claims"] = ClaimsAsync,
        ["member"] = MemberAsync,
        ["own"] = OwnAsync,
        ["one-second"] = OneSecondAsync,
    };

    // Tickets of one chat, opened at once, whose windows differ by ticks.
    static async Task<TimeSpan> HerdAsync(DoublingHost host, int tickets)
    {
        await host.ReceiveAsync([Text(Number(1), "A", Time)]);
        await host.ImportAllAsync();
        DateTimeOffset since = DateTimeOffset.FromUnixTimeSeconds(Time).AddMonths(-3);
        return await TakenAsync(() => Task.WhenAll(Enumerable.Range(0, tickets).Select(i => host.ImportAsync(Ticket(1) with { Since = since.AddTicks(i) }))));
    }

    // Hidden ids of one person come one at a time, each with a run; falling, so that the person's first JID is another each time.
    static async Task<TimeSpan> ClaimsOneByOneAsync(DoublingHost host, int claims)
    {
        await host.ReceiveAsync([Text(Number(claims), "A", Time)]);
        await host.ImportAllAsync();
        return await TakenAsync(async () =>
        {
            for (int i = claims; i > 0; i--)
            {
                await host.ReceiveAsync([Text(Number(i), "M" + i, Time)], [Claim(1, i)]);
                await host.ImportAllAsync();
            }
        });
    }

    static async Task<TimeSpan> ChatsAsync(DoublingHost host, int chats)
    {
        const int Messages = 500;
        await host.ReceiveAsync(Enumerable.Range(0, chats * Messages).Select(i => Text(Number(i % chats), "M" + i, Time + i)));
        return await TakenAsync(() => host.ImportAsync(Ticket([.. Enumerable.Range(0, chats)]) with { Fetch = false }));
    }

    // Of so many persons to one message, in one batch.
    static async Task<TimeSpan> ReactionsAsync(DoublingHost host, int reactions)
    {
        await host.ReceiveAsync(Enumerable.Range(0, reactions).Select(i => Reaction(Group, "R" + i, "A", Number(i))).Prepend(Text(Group, "A", Time, Number(0))));
        return await TakenAsync(host.ImportAllAsync);
    }

    // The second time: the newest are there, and what is older lies in the cache.
    static async Task<TimeSpan> WindowAsync(DoublingHost host, int cached)
    {
        await host.ReceiveAsync(Enumerable.Range(0, cached).Select(i => Text(Number(1), "M" + i, Time + i)));
        ImportRequest newest = Ticket(1) with { Since = DateTimeOffset.FromUnixTimeSeconds(Time + cached - 50) };
        await host.ImportAsync(newest);
        return await TakenAsync(() => host.ImportAsync(newest));
    }

    static async Task<TimeSpan> WithoutGroupsAsync(DoublingHost host, int cached)
    {
        await host.ReceiveAsync(Enumerable.Range(0, cached).Select(i => Text(Group, "M" + i, Time + i, Number(1))));
        var request = new ImportRequest { Connection = DoublingHost.Connection, QuietPeriod = TimeSpan.Zero, IncludeGroups = false };
        await host.ImportAsync(request);
        return await TakenAsync(() => host.ImportAsync(request));
    }

    // A run with nothing to do beside reactions to what never comes.
    static async Task<TimeSpan> WaitingAsync(DoublingHost host, int waiting)
    {
        await host.ReceiveAsync(Enumerable.Range(0, waiting).Select(i => Reaction(Number(1), "R" + i, "NEVER" + i, null)));
        await host.ImportAllAsync();
        await host.ImportAllAsync();
        return await TakenAsync(host.ImportAllAsync);
    }

    // A ticket with nothing to do beside all that is known of who is who.
    static async Task<TimeSpan> ClaimsAsync(DoublingHost host, int claims)
    {
        await host.ReceiveAsync([Text(Number(1), "A", Time)], Enumerable.Range(0, claims).Select(i => Claim(i, i)));
        await host.ImportAllAsync();
        return await TakenAsync(() => host.ImportAsync(Ticket(1) with { Fetch = false }));
    }

    // A run that learns the number of one member of a group in which the others wrote so much.
    static async Task<TimeSpan> MemberAsync(DoublingHost host, int messages)
    {
        await host.ReceiveAsync(Enumerable.Range(0, messages).Select(i => Text(Group, "M" + i, Time + i, Lid(i % 1000))));
        await host.ImportAllAsync();
        await host.ReceiveAsync([], [Claim(5, 5)]);
        return await TakenAsync(host.ImportAllAsync);
    }

    // Reactions to so many hidden ids of one number.
    static async Task<TimeSpan> OwnAsync(DoublingHost host, int ids)
    {
        await host.ReceiveAsync(Enumerable.Range(0, ids).Select(i => Reaction(Group, "R" + i, "A" + i, Number(2), Lid(i))), Enumerable.Range(0, ids).Select(i => Claim(i, 1)));
        return await TakenAsync(host.ImportAllAsync);
    }

    static async Task<TimeSpan> OneSecondAsync(DoublingHost host, int messages)
    {
        await host.ReceiveAsync(Enumerable.Range(0, messages).Select(i => Text(Number(1), "M" + i, Time)));
        await host.ImportAllAsync();
        await host.ImportAsync(Ticket(1));
        return await TakenAsync(() => host.ImportAsync(Ticket(1)));
    }

    static async Task<TimeSpan> TakenAsync(Func<Task> work)
    {
        long started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started);
    }

    static ImportRequest Ticket(params int[] chats) => new() { Connection = DoublingHost.Connection, Chats = [.. chats.Select(i => Jid.Parse(Number(i)))] };

    static HistoryMessage Text(string chat, string id, long time, string? participant = null) => new()
    {
        RemoteJid = chat, Id = id, Timestamp = time, Participant = participant, Content = new MessageContent { Kind = MessageKind.Text, Body = "text " + id },
    };

    static HistoryMessage Reaction(string chat, string id, string target, string? participant, string? author = null) => new()
    {
        RemoteJid = chat, Id = id, Timestamp = Time, Participant = participant,
        Amendment = new MessageAmendment { Kind = AmendmentKind.Reaction, TargetId = target, TargetParticipant = author, Text = "👍" },
    };

    static string Group => "120363000000000001@g.us";

    static string Number(int i) => $"4915{200_000_000 + i}@s.whatsapp.net";

    static string Lid(int i) => $"{100_000_000_000_000 + i}@lid";

    static JidClaim Claim(int lid, int number) => new(Jid.Parse(Lid(lid)), Jid.Parse(Number(number)));
}
