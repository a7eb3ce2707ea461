using System.CommandLine;
using System.CommandLine.Parsing;

namespace HistoryImport.Cli;

/// <summary>Tells what is wrong with a command that was typed.</summary>
static class Usage
{
    public static void Tell(ParseResult command)
    {
        // What follows a name that is unknown is taken for anything but what was meant.
        if (command.UnmatchedTokens.Concat(command.Tokens.Where(IsMistyped).Select(token => token.Value)).FirstOrDefault() is { } unknown)
        {
            Command at = command.CommandResult.Command;
            string? likely = LikelyName.Of(unknown.Split('=')[0], at.Subcommands.Concat<Symbol>(at.Options).Select(symbol => symbol.Name));
            Page.WriteError($"'{unknown}' is not known here." + (likely is null ? "" : $" Did you mean '{likely}'?"));
        }
        else
        {
            foreach (ParseError error in command.Errors)
            {
                Page.WriteError(error.Message);
            }
        }

        string name = command.CommandResult.Command is RootCommand ? "" : $" {command.CommandResult.Command.Name}";
        Page.WriteError($"Run 'history-import{name} --help' for what can be asked.");
    }

    /// <summary>Refuses what looks like an option where paths stand: a file of that name is given as ./--name.</summary>
    public static void RefuseOptions(ArgumentResult paths)
    {
        if (paths.Tokens.FirstOrDefault(IsMistyped) is { } mistyped)
        {
            paths.AddError($"'{mistyped.Value}' is not known here.");
        }
    }

    static bool IsMistyped(Token token) => token.Type == TokenType.Argument && token.Value.StartsWith("--", StringComparison.Ordinal);
}
