using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace HistoryImport.Mutation;

/// <summary>Finds what can be changed in SQL that stands in strings of C#.</summary>
static partial class SqlMutations
{
    static readonly (Regex Found, string Instead)[] _rules =
    [
        (AndTerm(), ""),
        (OrTerm(), ""),
        (Less(), ">"),
        (Greater(), "<"),
        (AtMost(), "<"),
        (AtLeast(), ">"),
        (Equal(), "<>"),
        (Max(), "MIN("),
        (Min(), "MAX("),
        (Coalesce(), "COALESCE($2, $1)"),
        (SetColumn(), ""),
        (Descending(), ""),
        (OrderBy(), "$0 DESC"),
        (IsNotNull(), "IS NULL"),
        (IsNull(), "IS NOT NULL"),
        (Exists(), "NOT EXISTS"),
        (Distinct(), ""),
        (Limit(), ""),
    ];

    public static IReadOnlyList<Mutant> In(string file, SyntaxTree tree) =>
    [
        .. tree.GetRoot().DescendantTokens().Where(IsSql).SelectMany(token => _rules.SelectMany(rule => rule.Found.Matches(token.Text).Select(match =>
            new Mutant(file, token.SpanStart + match.Index, match.Length, match.Result(rule.Instead), 0, "")))),
    ];

    static bool IsSql(SyntaxToken token) =>
        token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken
            or SyntaxKind.InterpolatedStringTextToken
        && token.Parent?.FirstAncestorOrSelf<Microsoft.CodeAnalysis.CSharp.Syntax.ThrowExpressionSyntax>() is null
        && Keyword().IsMatch(token.Text);

    [GeneratedRegex(@"\b(SELECT|UPDATE|INSERT|DELETE|WHERE|SET|FROM|COALESCE|max\(|min\(|ORDER BY|AND|CASE)\b")]
    private static partial Regex Keyword();

    [GeneratedRegex(@"\bAND\s+(?:[\w.]+\s*(?:=|<>|<=?|>=?|IS NOT|IS)\s*[@\w.$]+)", RegexOptions.IgnoreCase)]
    private static partial Regex AndTerm();

    [GeneratedRegex(@"\bOR\s+(?:[\w.]+\s*(?:=|<>|<=?|>=?|IS NOT|IS)\s*[@\w.$]+)", RegexOptions.IgnoreCase)]
    private static partial Regex OrTerm();

    [GeneratedRegex(@"(?<= )<(?= )")]
    private static partial Regex Less();

    [GeneratedRegex(@"(?<= )>(?= )")]
    private static partial Regex Greater();

    [GeneratedRegex(@"(?<= )<=(?= )")]
    private static partial Regex AtMost();

    [GeneratedRegex(@"(?<= )>=(?= )")]
    private static partial Regex AtLeast();

    [GeneratedRegex(@"(?<=(?:WHERE|AND|OR|WHEN|ON)\s+[\w.]+ )=(?= )", RegexOptions.IgnoreCase)]
    private static partial Regex Equal();

    [GeneratedRegex(@"\b(?:max|greatest)\(", RegexOptions.IgnoreCase)]
    private static partial Regex Max();

    [GeneratedRegex(@"\b(?:min|least)\(", RegexOptions.IgnoreCase)]
    private static partial Regex Min();

    [GeneratedRegex(@"\bCOALESCE\(([^(),]+), ([^(),]+)\)", RegexOptions.IgnoreCase)]
    private static partial Regex Coalesce();

    [GeneratedRegex(@"(?<=\bSET\s|,\s+)\b\w+ = [^,\r\n]+,", RegexOptions.IgnoreCase)]
    private static partial Regex SetColumn();

    [GeneratedRegex(@" DESC\b", RegexOptions.IgnoreCase)]
    private static partial Regex Descending();

    [GeneratedRegex(@"\bORDER BY [\w.]+(?! DESC)(?=[\s,)""]|$)", RegexOptions.IgnoreCase)]
    private static partial Regex OrderBy();

    [GeneratedRegex(@"\bIS NOT NULL\b", RegexOptions.IgnoreCase)]
    private static partial Regex IsNotNull();

    [GeneratedRegex(@"\bIS NULL\b", RegexOptions.IgnoreCase)]
    private static partial Regex IsNull();

    [GeneratedRegex(@"(?<!NOT )\bEXISTS\b(?! \w)", RegexOptions.IgnoreCase)]
    private static partial Regex Exists();

    [GeneratedRegex(@"\bDISTINCT ", RegexOptions.IgnoreCase)]
    private static partial Regex Distinct();

    [GeneratedRegex(@"\bLIMIT [@\w$]+", RegexOptions.IgnoreCase)]
    private static partial Regex Limit();
}
