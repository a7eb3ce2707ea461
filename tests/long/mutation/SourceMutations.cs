using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace HistoryImport.Mutation;

/// <summary>Finds what can be changed in C#: operators, conditions, calls that have a contrary, literals, initialisers and statements.</summary>
/// <remarks>Left alone: what is logged, messages of exceptions and other prose, guards against null, attributes, and how a task is awaited.</remarks>
sealed class SourceMutations(string file) : CSharpSyntaxWalker
{
    static readonly Dictionary<SyntaxKind, string[]> _operators = new()
    {
        [SyntaxKind.LessThanToken] = ["<="],
        [SyntaxKind.LessThanEqualsToken] = ["<"],
        [SyntaxKind.GreaterThanToken] = [">="],
        [SyntaxKind.GreaterThanEqualsToken] = [">"],
        [SyntaxKind.EqualsEqualsToken] = ["!="],
        [SyntaxKind.ExclamationEqualsToken] = ["=="],
        [SyntaxKind.PlusToken] = ["-"],
        [SyntaxKind.MinusToken] = ["+"],
        [SyntaxKind.AsteriskToken] = ["/"],
        [SyntaxKind.SlashToken] = ["*"],
        [SyntaxKind.PercentToken] = ["*"],
        [SyntaxKind.BarToken] = ["&"],
        [SyntaxKind.AmpersandToken] = ["|"],
        [SyntaxKind.GreaterThanGreaterThanToken] = ["<<"],
        [SyntaxKind.PlusEqualsToken] = ["-="],
        [SyntaxKind.MinusEqualsToken] = ["+="],
        [SyntaxKind.PlusPlusToken] = ["--"],
        [SyntaxKind.MinusMinusToken] = ["++"],
        [SyntaxKind.OrKeyword] = ["and"],
        [SyntaxKind.AndKeyword] = ["or"],
        [SyntaxKind.TrueKeyword] = ["false"],
        [SyntaxKind.FalseKeyword] = ["true"],
    };

    static readonly Dictionary<string, string> _contrary = new()
    {
        ["Any"] = "All", ["All"] = "Any", ["First"] = "Last", ["FirstOrDefault"] = "LastOrDefault", ["Last"] = "First",
        ["Min"] = "Max", ["Max"] = "Min", ["Take"] = "Skip", ["Skip"] = "Take", ["TakeLast"] = "SkipLast", ["IndexOf"] = "LastIndexOf", ["LastIndexOf"] = "IndexOf",
        ["OrderBy"] = "OrderByDescending", ["ThenBy"] = "ThenByDescending", ["Order"] = "OrderDescending",
    };

    static readonly HashSet<string> _removable = ["Distinct", "Where", "Reverse", "Order", "OrderBy", "ToLowerInvariant", "Trim"];

    readonly List<Mutant> _found = [];

    public static IReadOnlyList<Mutant> In(string file, SyntaxTree tree)
    {
        var walker = new SourceMutations(file);
        walker.Visit(tree.GetRoot());
        return walker._found;
    }

    public override void Visit(SyntaxNode? node)
    {
        if (node is null or AttributeListSyntax or UsingDirectiveSyntax or ThrowStatementSyntax or ThrowExpressionSyntax or InterpolatedStringExpressionSyntax
            || node is InvocationExpressionSyntax call && IsLeftAlone(call)
            || node is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax alone } && IsLeftAlone(alone))
        {
            return;
        }

        base.Visit(node);
    }

    public override void VisitBinaryExpression(BinaryExpressionSyntax node)
    {
        Operator(node.OperatorToken);
        if (node.IsKind(SyntaxKind.CoalesceExpression))
        {
            Replace(node, node.Right.ToString());
            Replace(node, node.Left.ToString());
        }

        if (node.Kind() is SyntaxKind.LogicalAndExpression or SyntaxKind.LogicalOrExpression)
        {
            Replace(node, node.Left.ToString());
            Replace(node, node.Right.ToString());
        }

        base.VisitBinaryExpression(node);
    }

    public override void VisitRelationalPattern(RelationalPatternSyntax node)
    {
        Operator(node.OperatorToken);
        base.VisitRelationalPattern(node);
    }

    public override void VisitBinaryPattern(BinaryPatternSyntax node)
    {
        Operator(node.OperatorToken);
        base.VisitBinaryPattern(node);
    }

    public override void VisitPrefixUnaryExpression(PrefixUnaryExpressionSyntax node)
    {
        if (node.IsKind(SyntaxKind.LogicalNotExpression))
        {
            Replace(node, node.Operand.ToString());
        }
        else if (node.Kind() is SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression)
        {
            Operator(node.OperatorToken);
        }

        base.VisitPrefixUnaryExpression(node);
    }

    public override void VisitPostfixUnaryExpression(PostfixUnaryExpressionSyntax node)
    {
        Operator(node.OperatorToken);
        base.VisitPostfixUnaryExpression(node);
    }

    public override void VisitAssignmentExpression(AssignmentExpressionSyntax node)
    {
        Operator(node.OperatorToken);
        if (node.Parent is InitializerExpressionSyntax initialiser)
        {
            Omit(initialiser.Expressions, node);
        }

        base.VisitAssignmentExpression(node);
    }

    public override void VisitConditionalExpression(ConditionalExpressionSyntax node)
    {
        Replace(node, $"{node.Condition} ? {node.WhenFalse} : {node.WhenTrue}");
        base.VisitConditionalExpression(node);
    }

    public override void VisitIfStatement(IfStatementSyntax node)
    {
        Replace(node.Condition, $"!({node.Condition})");
        base.VisitIfStatement(node);
    }

    public override void VisitLiteralExpression(LiteralExpressionSyntax node)
    {
        Operator(node.Token);
        if (node.Token.Value is int number)
        {
            Replace(node, (number + 1).ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
        else if (node.Token.Value is string text && !text.Contains(' ', StringComparison.Ordinal) && node.Parent is not ArgumentSyntax)
        {
            Replace(node, text.Length == 0 ? "\"other\"" : "\"\"");
        }

        base.VisitLiteralExpression(node);
    }

    public override void VisitSwitchExpressionArm(SwitchExpressionArmSyntax node)
    {
        if (node.Parent is SwitchExpressionSyntax whole && node.Pattern is not DiscardPatternSyntax)
        {
            Omit(whole.Arms, node);
        }

        base.VisitSwitchExpressionArm(node);
    }

    public override void VisitInvocationExpression(InvocationExpressionSyntax node)
    {
        if (node.Expression is MemberAccessExpressionSyntax member)
        {
            string name = member.Name.Identifier.Text;
            if (_contrary.TryGetValue(name, out string? other))
            {
                Add(member.Name.Identifier.Span, other, $"{name} → {other}");
            }

            if (_removable.Contains(name))
            {
                Replace(node, member.Expression.ToString());
            }
        }

        base.VisitInvocationExpression(node);
    }

    public override void VisitExpressionStatement(ExpressionStatementSyntax node)
    {
        Replace(node, ";");
        base.VisitExpressionStatement(node);
    }

    public override void VisitContinueStatement(ContinueStatementSyntax node) => Replace(node, ";");

    public override void VisitReturnStatement(ReturnStatementSyntax node)
    {
        if (node.Expression is null)
        {
            Replace(node, ";");
        }

        base.VisitReturnStatement(node);
    }

    static bool IsLeftAlone(InvocationExpressionSyntax call)
    {
        string name = call.Expression.ToString();
        return name.StartsWith("Log.", StringComparison.Ordinal) || name.StartsWith("Argument", StringComparison.Ordinal)
            || name.EndsWith(".Return", StringComparison.Ordinal) || name is "nameof" or "Missing" or "Check";
    }

    void Operator(SyntaxToken token)
    {
        foreach (string other in _operators.GetValueOrDefault(token.Kind(), []))
        {
            // How a task is awaited shows nowhere.
            if (token.Parent?.Parent?.Parent?.Parent?.ToString().EndsWith($"ConfigureAwait({token})", StringComparison.Ordinal) != true)
            {
                Add(token.Span, other, $"{token} → {other}");
            }
        }
    }

    void Omit<T>(SeparatedSyntaxList<T> list, T node)
        where T : SyntaxNode
    {
        int place = list.IndexOf(node);
        int end = place < list.SeparatorCount ? list.GetSeparator(place).Span.End : node.Span.End;
        Add(TextSpan.FromBounds(node.SpanStart, end), "", "left out");
    }

    void Replace(SyntaxNode node, string text) => Add(node.Span, text, "");

    void Add(TextSpan span, string text, string what) => _found.Add(new Mutant(file, span.Start, span.Length, text, 0, what));
}
