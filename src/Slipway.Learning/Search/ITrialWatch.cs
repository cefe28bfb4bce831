namespace Slipway.Learning.Search;

/// <summary>Decides and hears what trials do. Called by one thread at a time.</summary>
internal interface ITrialWatch
{
    /// <summary>Whether a trial may start; where not, neither may those after it.</summary>
    bool MayStart(TrialProposal proposal);

    /// <summary>A trial has come to its end.</summary>
    void Ended(Trial trial);
}
