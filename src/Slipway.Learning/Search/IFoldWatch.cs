namespace Slipway.Learning.Search;

/// <summary>Decides and hears what trials do.</summary>
internal interface IFoldWatch
{
    /// <summary>Whether the next trial may start; where not, neither may those after it.</summary>
    bool MayStart(int index);

    /// <summary>All folds of a trial have run.</summary>
    void Ended(int index);
}
