namespace Slipway.Learning.Search;

/// <summary>What is done with a trial on every fold at a time.</summary>
internal enum TrialStep
{
    /// <summary>Nothing yet.</summary>
    None,

    /// <summary>Train with a part of the budget, or grow to the first look, and score.</summary>
    Look,

    /// <summary>Train and score; or begin to grow.</summary>
    Begin,

    /// <summary>Grow on.</summary>
    Grow,

    /// <summary>Score the models of the best number of rounds.</summary>
    Score,
}
