using BenchmarkDotNet.Running;
using HistoryImport.Benchmarks;

if (args is ["sqlite", ..])
{
    await SqliteRounds.RunAsync(messages: args.Length > 1 ? int.Parse(args[1], null) : 100_000, rounds: args.Length > 2 ? int.Parse(args[2], null) : 5);
    return;
}

if (args is ["pipeline", ..])
{
    await PipelineRounds.RunAsync(messages: args.Length > 1 ? int.Parse(args[1], null) : 100_000, rounds: args.Length > 2 ? int.Parse(args[2], null) : 7);
    return;
}

if (args is ["chat", ..])
{
    await ChatRounds.RunAsync(few: 10_000, many: args.Length > 1 ? int.Parse(args[1], null) : 1_000_000, rounds: args.Length > 2 ? int.Parse(args[2], null) : 9);
    return;
}

if (args is ["command", string tool, ..])
{
    await CommandRounds.RunAsync(tool, messages: args.Length > 2 ? int.Parse(args[2], null) : 200_000, rounds: args.Length > 3 ? int.Parse(args[3], null) : 5);
    return;
}

if (args is ["ticket", string now, string before, string name, ..])
{
    int[] others = args.Length > 5 ? [.. args[5..].Select(number => int.Parse(number, null))] : [0, 100_000, 1_000_000];
    await TicketRounds.RunAsync(now, before, name, rounds: args.Length > 4 ? int.Parse(args[4], null) : 7, others);
    return;
}

if (args is ["media", ..])
{
    await MediaRounds.RunAsync(
        megabytes: args.Length > 1 ? int.Parse(args[1], null) : 200, messages: args.Length > 2 ? int.Parse(args[2], null) : 100_000,
        rounds: args.Length > 3 ? int.Parse(args[3], null) : 7);
    return;
}

if (args is ["decode", ..])
{
    await DecodingRounds.RunAsync(folder: args.Length > 1 ? args[1] : null, rounds: args.Length > 2 ? int.Parse(args[2], null) : 7, filter: args.Length > 3 ? args[3] : "");
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
