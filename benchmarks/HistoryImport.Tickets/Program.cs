using HistoryImport.Tickets;

// sqlite|postgres ADDRESS START: one build of the library as a warm host. Does what each line says, and answers it by a line.
// Uses nothing that earlier builds do not have.
await using TicketHost host = TicketHost.Open(args[0], args[1], first: int.Parse(args[2], null));
while (await Console.In.ReadLineAsync() is { } line)
{
    Console.WriteLine(line.Split(' ') switch
    {
        ["fill", var from, var to] => await host.FillAsync(int.Parse(from, null), int.Parse(to, null)),
        ["tickets", var count] => await TicketsAsync(int.Parse(count, null)),
        ["crowd", var connections, var tickets] => Text(await host.ImportAtOnceAsync(int.Parse(connections, null), int.Parse(tickets, null))),
        _ => throw new ArgumentException(line),
    });
}

// What the processor did for one, then what receiving and importing each took; in ms.
async Task<string> TicketsAsync(int count)
{
    TimeSpan before = Environment.CpuUsage.TotalTime;
    List<double> taken = [];
    for (int i = 0; i < count; i++)
    {
        (TimeSpan receiving, TimeSpan importing) = await host.ImportOneAsync();
        taken.AddRange([receiving.TotalMilliseconds, importing.TotalMilliseconds]);
    }

    return string.Join(' ', taken.Prepend((Environment.CpuUsage.TotalTime - before).TotalMilliseconds / count).Select(Text));
}

static string Text(double number) => FormattableString.Invariant($"{number:0.000}");
