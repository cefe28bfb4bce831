using System.Text.RegularExpressions;

namespace Slipway.Delivery.Tests.Workflows;

/// <summary>
/// The part of GitHub's expressions that the workflows here use: properties, strings, booleans, <c>==</c>, <c>!=</c>, <c>!</c>,
/// <c>&amp;&amp;</c>, <c>||</c>, brackets, and the functions of a step's state. Everything is text; what is missing is empty, and that is false.
/// </summary>
internal sealed partial class Expression
{
    private readonly List<string> _tokens;
    private readonly Func<string, string> _property;
    private readonly bool _isFailed;
    private int _next;

    private Expression(string text, Func<string, string> property, bool isFailed)
    {
        _tokens = [.. Token().Matches(text).Select(m => m.Value)];
        (_property, _isFailed) = (property, isFailed);
        string rest = Token().Replace(text, "");
        if (!string.IsNullOrWhiteSpace(rest))
        {
            throw new NotSupportedException($"'{text}' holds '{rest.Trim()}', which this runner does not know.");
        }
    }

    /// <summary>Whether a step or job with a condition runs; without a word on the state it asks for success.</summary>
    public static bool Holds(string? condition, Func<string, string> property, bool isFailed)
    {
        if (condition is null)
        {
            return !isFailed;
        }

        string text = Whole().Match(condition) is { Success: true } whole ? whole.Groups[1].Value : condition;
        bool holds = IsTrue(new Expression(text, property, isFailed).ReadAll());
        return holds && (StateFunction().IsMatch(text) || !isFailed);
    }

    /// <summary>Replaces the expressions in a text by what they are.</summary>
    public static string Expand(string text, Func<string, string> property) =>
        Embedded().Replace(text, m => new Expression(m.Groups[1].Value, property, isFailed: false).ReadAll());

    private static bool IsTrue(string value) => value is not ("" or "false");

    private string ReadAll()
    {
        string value = ReadOr();
        return _next == _tokens.Count ? value : throw new NotSupportedException($"'{_tokens[_next]}' was not expected here.");
    }

    private string ReadOr()
    {
        string value = ReadAnd();
        while (Take("||"))
        {
            string other = ReadAnd();
            value = IsTrue(value) ? value : other;
        }

        return value;
    }

    private string ReadAnd()
    {
        string value = ReadEquality();
        while (Take("&&"))
        {
            string other = ReadEquality();
            value = IsTrue(value) ? other : value;
        }

        return value;
    }

    private string ReadEquality()
    {
        string value = ReadUnary();
        if (Take("=="))
        {
            return Word(value.Equals(ReadUnary(), StringComparison.OrdinalIgnoreCase));
        }

        return Take("!=") ? Word(!value.Equals(ReadUnary(), StringComparison.OrdinalIgnoreCase)) : value;
    }

    private string ReadUnary()
    {
        if (Take("!"))
        {
            return Word(!IsTrue(ReadUnary()));
        }

        if (Take("("))
        {
            string value = ReadOr();
            return Take(")") ? value : throw new NotSupportedException("A bracket is not closed.");
        }

        string token = _tokens[_next++];
        if (Take("("))
        {
            return Take(")") ? Call(token) : throw new NotSupportedException($"{token} with arguments is not known to this runner.");
        }

        return token[0] == '\'' ? token[1..^1].Replace("''", "'", StringComparison.Ordinal) : token is "true" or "false" ? token : _property(token);
    }

    private string Call(string function) => function switch
    {
        "always" => "true",
        "cancelled" => "false",
        "success" => Word(!_isFailed),
        "failure" => Word(_isFailed),
        _ => throw new NotSupportedException($"{function}() is not known to this runner."),
    };

    private bool Take(string token)
    {
        bool isNext = _next < _tokens.Count && _tokens[_next] == token;
        _next += isNext ? 1 : 0;
        return isNext;
    }

    private static string Word(bool value) => value ? "true" : "false";

    [GeneratedRegex(@"'(?:[^']|'')*'|[A-Za-z_][\w.-]*|&&|\|\||==|!=|[!()]")]
    private static partial Regex Token();

    [GeneratedRegex(@"^\s*\$\{\{(.*)\}\}\s*$", RegexOptions.Singleline)]
    private static partial Regex Whole();

    [GeneratedRegex(@"\$\{\{(.*?)\}\}", RegexOptions.Singleline)]
    private static partial Regex Embedded();

    [GeneratedRegex(@"\b(always|cancelled|success|failure)\(\)")]
    private static partial Regex StateFunction();
}
