using System.CommandLine;
using System.CommandLine.Parsing;

namespace HistoryImport.Cli;

/// <summary>The options that more than one command takes.</summary>
static class CommonOptions
{
    const string SqlitePrefix = "sqlite:";
    const string PostgreSqlPrefix = "postgres:";

    public static Option<IStoreAddress> Store() => new("--store")
    {
        Description = "The database: sqlite:FILE, or postgres:CONNECTION STRING as Npgsql reads it",
        HelpName = "sqlite:FILE|postgres:CONNECTION",
        Required = true,
        CustomParser = ParseStore,
    };

    public static Option<string?> Name(string name, string description)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = "NAME" };
        option.Validators.Add(result => Check(result, () => _ = new ConnectionKey(result.GetValueOrDefault<string?>() ?? "default", "default")));
        return option;
    }

    public static Option<int> ConnectTimeout()
    {
        var option = new Option<int>("--connect-timeout") { Description = "How long a server may take to be reached", HelpName = "SECONDS", DefaultValueFactory = _ => 5 };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 600)
            {
                result.AddError("--connect-timeout is from 1 to 600 seconds.");
            }
        });
        return option;
    }

    public static Option<ErasureKey?> Key() => new("--key")
    {
        Description = $"The file with the key of what is erased: random, {ErasureKey.MinBytes} bytes or more, kept apart from the database",
        HelpName = "FILE",
        CustomParser = ParseKey,
    };

    public static ConnectionKey ConnectionOf(ParseResult arguments, Option<string?> tenant, Option<string?> connection) =>
        new(arguments.GetValue(tenant) ?? "default", arguments.GetValue(connection) ?? "default");

    public static Option<Jid?> OneJid(string name, string description) =>
        new(name) { Description = description, HelpName = "JID", CustomParser = result => ParseJid(result, result.Tokens[^1]) };

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
            result.AddError(Misuse.Words(error));
        }
    }

    static ErasureKey? ParseKey(ArgumentResult result)
    {
        string file = result.Tokens[^1].Value;
        ErasureKey? key = null;
        try
        {
            Check(result, () => key = new ErasureKey(File.ReadAllBytes(file)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            result.AddError($"The key could not be read: {error.Message}");
        }

        return key;
    }

    static IStoreAddress? ParseStore(ArgumentResult result)
    {
        string text = result.Tokens[^1].Value;
        IStoreAddress? address = null;
        if (Rest(SqlitePrefix) is { } file)
        {
            address = new SqliteAddress(file);
        }
        else if (Rest(PostgreSqlPrefix) is { } connection)
        {
            Check(result, () => address = new PostgreSqlAddress(connection));
        }
        else
        {
            result.AddError("A store reads sqlite:FILE, such as --store sqlite:history.db, or postgres:CONNECTION, such as "
                + "--store \"postgres:Host=localhost;Database=history;Username=me\".");
        }

        return address;

        string? Rest(string prefix) => text.StartsWith(prefix, StringComparison.Ordinal) && text.Length > prefix.Length ? text[prefix.Length..] : null;
    }
}
