namespace HistoryImport.Cli;

/// <summary>What an exception says of wrong arguments, for somebody who typed them and knows no parameters.</summary>
static class Misuse
{
    public static string Words(Exception error) => error is ArgumentException { ParamName: { } name }
        ? error.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal)
        : error.Message;
}
