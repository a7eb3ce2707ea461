namespace HistoryImport.Cli;

/// <summary>How much fits into a line of the output.</summary>
static class Page
{
    const int Widest = 80;

    /// <summary>Gets how many characters a line has on standard output.</summary>
    public static int Width => Console.IsOutputRedirected || Console.WindowWidth < 1 ? Widest : Math.Min(Console.WindowWidth, Widest);

    /// <summary>Breaks a text between its words.</summary>
    /// <param name="text">The text.</param>
    /// <param name="width">How many characters a line has. A longer word has a line of its own.</param>
    /// <param name="indent">What the second and later lines begin with.</param>
    public static IEnumerable<string> Wrap(string text, int width, string indent = "")
    {
        string words = text.TrimStart(' ');
        string line = text[..^words.Length];
        bool isBegun = false;
        foreach (string word in words.Split(' '))
        {
            if (isBegun && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = indent + word;
            }
            else
            {
                line += isBegun ? " " + word : word;
            }

            isBegun = true;
        }

        yield return line;
    }
}
