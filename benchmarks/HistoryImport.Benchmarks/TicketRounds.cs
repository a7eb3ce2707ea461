namespace HistoryImport.Benchmarks;

/// <summary>One ticket's import on a warm host: today's build beside an earlier one and beside the limit, in turns.</summary>
static class TicketRounds
{
    const int TicketsOfARound = 10;
    const int Counted = 20;

    // A host is warm when what a ticket runs through has been compiled for good; the first hundreds of tickets take three times as long.
    const int WarmUpRounds = 30;

    static readonly (int Connections, int TicketsOfEach)[] _crowds = [(1, 20), (50, 8), (200, 2)];

    /// <param name="now">The program of today's build.</param>
    /// <param name="before">That of the earlier one.</param>
    /// <param name="name">What the earlier one is called.</param>
    /// <param name="rounds">How many rounds.</param>
    /// <param name="others">How many cached messages of other chats lie beside, rising.</param>
    public static async Task RunAsync(string now, string before, string name, int rounds, IReadOnlyList<int> others)
    {
        if (BenchmarkServer.IsThere)
        {
            await using var server = new TicketServer(BenchmarkServer.Address);
            await CompareAsync("PostgreSQL", "postgres", server, now, before, name, rounds, others);
        }

        await using var files = new TicketFiles();
        await CompareAsync("SQLite", "sqlite", files, now, before, name, rounds, others);
    }

    static async Task CompareAsync(
        string title, string database, ITicketDatabase databases, string now, string before, string name, int rounds, IReadOnlyList<int> others)
    {
        Console.WriteLine($"| {title}, {rounds} rounds | limit | {name} | now | now / limit | {name} / now |");
        Console.WriteLine("|---|---|---|---|---|---|");
        string addressNow = await databases.CreateAsync("now"), addressBefore = await databases.CreateAsync("before");
        using (var earlier = new TicketBuild(before, database, addressBefore))
        using (var today = new TicketBuild(now, database, addressNow))
        {
            await CompareAsync(databases, today, earlier, name, rounds, others);
        }

        // The server counts what a session did when it ends, so nobody else may be there.
        if (databases is TicketServer server)
        {
            Line("transactions a ticket, receiving included", null, await CountAsync(server, before, addressBefore), await CountAsync(server, now, addressNow));
        }
    }

    static async Task CompareAsync(
        ITicketDatabase databases, TicketBuild today, TicketBuild earlier, string name, int rounds, IReadOnlyList<int> others)
    {
        int filled = 0;
        for (int round = 0; round < WarmUpRounds; round++)
        {
            await earlier.ImportAsync(TicketsOfARound, counts: false);
            await today.ImportAsync(TicketsOfARound, counts: false);
        }

        // A pool gives its connections out in turns: all are open from the first line on, or those beside none would have one that is always warm.
        await earlier.ImportAtOnceAsync(_crowds[^1].Connections, ticketsOfEach: 1);
        await today.ImportAtOnceAsync(_crowds[^1].Connections, ticketsOfEach: 1);

        foreach (int beside in others)
        {
            await earlier.FillAsync(filled, beside);
            await today.FillAsync(filled, beside);
            filled = beside;
            await databases.SettleAsync();
            List<double> limit = [];
            for (int round = -1; round < rounds; round++)
            {
                await earlier.ImportAsync(TicketsOfARound, counts: round >= 0);
                await today.ImportAsync(TicketsOfARound, counts: round >= 0);
                List<double> floor = [.. Enumerable.Range(0, TicketsOfARound).Select(_ => databases.WriteAtTheLimit())];
                limit.AddRange(round >= 0 ? floor : []);
            }

            Times($"import beside {beside}", limit, earlier.Importing, today.Importing);
            Times($"receiving beside {beside}", limit, earlier.Receiving, today.Receiving);
            Line($"processor, ms a ticket, beside {beside}", null, Rounds.Median(earlier.Processor), Rounds.Median(today.Processor));
            earlier.Reset();
            today.Reset();
            foreach ((int connections, int ticketsOfEach) in _crowds)
            {
                List<double> rateBefore = [], rateNow = [];
                for (int round = -1; round < Math.Max(1, rounds / 2); round++)
                {
                    double before = await earlier.ImportAtOnceAsync(connections, ticketsOfEach);
                    double after = await today.ImportAtOnceAsync(connections, ticketsOfEach);
                    rateBefore.AddRange(round < 0 ? [] : [before]);
                    rateNow.AddRange(round < 0 ? [] : [after]);
                }

                (double was, double isNow) = (Rounds.Median(rateBefore), Rounds.Median(rateNow));
                Console.WriteLine($"| tickets/s, {connections} connections at once, beside {beside} | | {was:0} | {isNow:0} | | {isNow / was:0.00} × |");
            }
        }
    }

    static async Task<double> CountAsync(TicketServer server, string program, string address)
    {
        double few = await CountAsync(server, program, address, tickets: 1);
        return (await CountAsync(server, program, address, tickets: 1 + Counted) - few) / Counted;
    }

    static async Task<double> CountAsync(TicketServer server, string program, string address, int tickets)
    {
        long before = await server.CountTransactionsAsync(address);
        using (var build = new TicketBuild(program, "postgres", address))
        {
            await build.ImportAsync(tickets);
        }

        return await server.CountTransactionsAsync(address) - before;
    }

    static void Times(string what, List<double> limit, List<double> before, List<double> now)
    {
        Line($"{what}, ms, p50", Percentile(limit, 0.5), Percentile(before, 0.5), Percentile(now, 0.5));
        Line($"{what}, ms, p95", Percentile(limit, 0.95), Percentile(before, 0.95), Percentile(now, 0.95));
    }

    static void Line(string what, double? limit, double before, double now) =>
        Console.WriteLine($"| {what} | {limit:0.00} | {before:0.0} | {now:0.0} | {now / limit:0.0} | {before / now:0.00} × |");

    static double Percentile(List<double> values, double part) => values.Order().ElementAt((int)(values.Count * part));
}
