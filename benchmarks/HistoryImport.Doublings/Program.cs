using HistoryImport.Doublings;

// sqlite|postgres ADDRESS EXPERIMENT SIZE: one experiment at one size over a database of its own, and how many ms the part took that is meant.
// Uses nothing that earlier builds do not have.
await using DoublingHost host = DoublingHost.Open(args[0], args[1]);
Console.WriteLine(FormattableString.Invariant($"{(await Experiments.All[args[2]](host, int.Parse(args[3], null))).TotalMilliseconds:0.0}"));
