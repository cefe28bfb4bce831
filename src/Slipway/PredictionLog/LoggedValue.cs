namespace Slipway.PredictionLog;

/// <summary>The value of a feature in a logged prediction. The default is one that was not logged, such as a redacted one.</summary>
public readonly record struct LoggedValue
{
    private readonly State _state;
    private readonly double _number;
    private readonly long _ticks;

    private LoggedValue(State state, double number = double.NaN, long ticks = 0, string? word = null) =>
        (_state, _number, _ticks, Word) = (state, number, ticks, word);

    private enum State : byte
    {
        NotLogged,
        Missing,
        Number,
        Ticks,
        Word,
    }

    /// <summary>A value that the caller did not send.</summary>
    public static LoggedValue Missing { get; } = new(State.Missing);

    /// <summary>Whether the log says what the value was, be it missing.</summary>
    public bool IsLogged => _state != State.NotLogged;

    /// <summary>Whether there is a value.</summary>
    public bool IsMissing => _state is State.NotLogged or State.Missing;

    /// <summary>The number, or 1 and 0 for a boolean; <see langword="null"/> for other types.</summary>
    public double? Number => _state == State.Number ? _number : null;

    /// <summary>The UTC ticks of a timestamp; <see langword="null"/> for other types.</summary>
    public long? Ticks => _state == State.Ticks ? _ticks : null;

    /// <summary>The word of a category or text; <see langword="null"/> for other types.</summary>
    public string? Word { get; }

    /// <summary>A number, or a boolean as 1 or 0.</summary>
    public static LoggedValue Of(double number) => new(State.Number, number: number);

    /// <summary>A timestamp.</summary>
    public static LoggedValue OfTicks(long utcTicks) => new(State.Ticks, ticks: utcTicks);

    /// <summary>A category or text.</summary>
    public static LoggedValue Of(string word) => new(State.Word, word: word);
}
