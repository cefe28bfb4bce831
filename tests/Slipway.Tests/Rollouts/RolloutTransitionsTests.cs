using Slipway.Rollouts;

namespace Slipway.Tests.Rollouts;

public sealed class RolloutTransitionsTests
{
    // A row a phase, a column an event, in the order of the enumerations; '-' cannot happen.
    private static readonly string[] Matrix =
    [
        "Running Promoting Promoting - - RolledBack Aborted Superseded Superseded",
        "- - - Promoted Aborted - - - -",
        "- - - - - - - - -",
        "- - - - - - - - -",
        "- - - - - - - - -",
        "- - - - - - - - -",
    ];

    [Fact]
    public void Next_EveryPhaseAndEvent_IsAsTheMatrixSays()
    {
        var actual = Enum.GetValues<RolloutPhase>().Select(phase => string.Join(
            ' ', Enum.GetValues<RolloutEvent>().Select(e => RolloutTransitions.Next(phase, e)?.ToString() ?? "-")));

        Assert.Equal(Matrix, actual);
    }
}
