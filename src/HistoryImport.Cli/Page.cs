using System.Text.RegularExpressions;

namespace HistoryImport.Cli;

/// <summary>How much fits into a line of what is printed, and where it is broken.</summary>
static partial class Page
{
    const int Widest = 80;

    // Stands for a space at which nothing is broken.
    const char Kept = '\0';

    /// <summary>Gets how many characters a line has on standard output.</summary>
    public static int Width => Console.IsOutputRedirected ? Widest : TerminalWidth;

    /// <summary>Gets how many characters a line has on standard error. In a file each text has a line of its own, however long: there it is searched.</summary>
    public static int ErrorWidth => Console.IsErrorRedirected ? int.MaxValue : TerminalWidth;

    static int TerminalWidth => Console.WindowWidth < 1 ? Widest : Math.Min(Console.WindowWidth, Widest);

    /// <summary>Tells what went wrong, on standard error.</summary>
    public static void WriteError(string text)
    {
        foreach (string line in Wrap(text, ErrorWidth, "  "))
        {
            Console.Error.WriteLine(line);
        }
    }

    /// <summary>Makes a name one word, such as that of a file.</summary>
    public static string Whole(string name) => name.Replace(' ', Kept);

    /// <summary>Breaks a text between its words. What stands in quotes is one word, as is what <see cref="Whole"/> made one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="width">How many characters a line has. A longer word has a line of its own.</param>
    /// <param name="indent">What the second and later lines begin with.</param>
    public static IEnumerable<string> Wrap(string text, int width, string indent = "")
    {
        text = Quoted().Replace(text, quoted => Whole(quoted.Value));
        string words = text.TrimStart(' ');
        string line = text[..^words.Length];
        bool isBegun = false;
        foreach (string word in words.Split(' '))
        {
            if (isBegun && line.Length + 1 + word.Length > width)
            {
                yield return line.Replace(Kept, ' ');
                line = indent + word;
            }
            else
            {
                line += isBegun ? " " + word : word;
            }

            isBegun = true;
        }

        yield return line.Replace(Kept, ' ');
    }

    [GeneratedRegex(@"(?<![\p{L}\p{N}])'.+?'(?![\p{L}\p{N}])")]
    private static partial Regex Quoted();
}
