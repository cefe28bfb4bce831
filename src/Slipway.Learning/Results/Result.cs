using System.Diagnostics.CodeAnalysis;

namespace Slipway.Learning.Results;

/// <summary>The outcome of an operation that may fail in expected ways: a value, or every problem that prevents one.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public sealed class Result<T>
{
    private readonly T? _value;

    private Result(T? value, IReadOnlyList<Problem> problems) => (_value, Problems) = (value, problems);

    /// <summary>The problems; empty exactly when the operation succeeded.</summary>
    public IReadOnlyList<Problem> Problems { get; }

    /// <summary>Whether the operation succeeded.</summary>
    public bool IsSuccess => Problems.Count == 0;

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">The operation failed; the message lists the problems.</exception>
    public T Value => IsSuccess ? _value! : throw new InvalidOperationException("There is no value: " + string.Join("; ", Problems));

    /// <summary>Gives the value when the operation succeeded.</summary>
    public bool TryGetValue([MaybeNullWhen(false)] out T value)
    {
        value = _value;
        return IsSuccess;
    }

    /// <summary>A success. For types that convert by themselves there is no need of it; interfaces do not.</summary>
    public static Result<T> Success(T value) => new(value, []);

    /// <summary>A success.</summary>
    public static implicit operator Result<T>(T value) => Success(value);

    /// <summary>A failure with one problem.</summary>
    public static implicit operator Result<T>(Problem problem) => new(default, [problem]);

    /// <summary>A failure with all of its problems.</summary>
    /// <exception cref="ArgumentException">The list is empty.</exception>
    public static Result<T> Failure(IReadOnlyList<Problem> problems)
    {
        if (problems.Count == 0)
        {
            throw new ArgumentException("A failure has at least one problem.", nameof(problems));
        }

        return new(default, problems);
    }
}
