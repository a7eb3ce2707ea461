using System.CommandLine;
using System.CommandLine.Parsing;

namespace HistoryImport.Cli;

/// <summary>The options that more than one command takes.</summary>
static class CommonOptions
{
    const string SqlitePrefix = "sqlite:";

    public static Option<string> Store() => new("--store")
    {
        Description = "The database: sqlite:FILE",
        HelpName = "sqlite:FILE",
        Required = true,
        CustomParser = ParseStore,
    };

    public static Option<string?> Name(string name, string description)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = "NAME" };
        option.Validators.Add(result => Check(result, () => _ = new ConnectionKey(result.GetValueOrDefault<string?>() ?? "default", "default")));
        return option;
    }

    public static Jid ParseJid(ArgumentResult result) => ParseJid(result, result.Tokens[^1]);

    public static Jid ParseJid(ArgumentResult result, Token token)
    {
        Jid jid = default;
        Check(result, () => jid = token.Value.Contains('@', StringComparison.Ordinal) ? Jid.Parse(token.Value) : Jid.FromPhone(token.Value));
        return jid;
    }

    public static void Check(SymbolResult result, Action check)
    {
        try
        {
            check();
        }
        catch (Exception error) when (error is FormatException or ArgumentException)
        {
            result.AddError(error.Message);
        }
    }

    static string? ParseStore(ArgumentResult result)
    {
        string text = result.Tokens[^1].Value;
        if (text.StartsWith(SqlitePrefix, StringComparison.Ordinal) && text.Length > SqlitePrefix.Length)
        {
            return text[SqlitePrefix.Length..];
        }

        result.AddError("A store reads sqlite:FILE, such as --store sqlite:history.db.");
        return null;
    }
}
