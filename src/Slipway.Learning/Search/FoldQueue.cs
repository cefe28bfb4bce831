using Slipway.Learning.Training;

namespace Slipway.Learning.Search;

/// <summary>
/// Deals the folds of some trials to threads, in order but for those whose prepared rows another thread uses. Safe to use from several
/// threads.
/// </summary>
internal sealed class FoldQueue(IReadOnlyList<FoldedTrial> trials, int folds, IFoldWatch watch)
{
    private readonly object _gate = new();
    private readonly bool[,] _isTaken = new bool[trials.Count, folds];
    private readonly int[] _ended = new int[trials.Count];
    private readonly bool[] _hasBegun = new bool[trials.Count];
    private readonly HashSet<(ITrainer Trainer, int Fold)> _busy = [];
    private int _endExclusive = trials.Count;

    /// <summary>A fold to run, once there is one; null where all are taken.</summary>
    public (FoldedTrial Trial, int Fold)? Take()
    {
        lock (_gate)
        {
            while (true)
            {
                bool isLeft = TryTake(out var taken);
                if (taken is not null || !isLeft)
                {
                    return taken;
                }

                Monitor.Wait(_gate);
            }
        }
    }

    /// <summary>A fold has run.</summary>
    public void End(FoldedTrial trial, int fold)
    {
        lock (_gate)
        {
            int index = Enumerable.Range(0, trials.Count).First(i => ReferenceEquals(trials[i], trial));
            _busy.Remove((trial.Trainer, fold));
            if (++_ended[index] == folds)
            {
                watch.Ended(index);
            }

            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Nothing more is dealt.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _endExclusive = 0;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Whether folds are left, of which one is given that can run now.</summary>
    private bool TryTake(out (FoldedTrial Trial, int Fold)? taken)
    {
        bool isLeft = false;
        for (int i = 0; i < _endExclusive; i++)
        {
            for (int fold = 0; fold < folds; fold++)
            {
                if (_isTaken[i, fold])
                {
                    continue;
                }

                isLeft = true;
                if (_busy.Contains((trials[i].Trainer, fold)))
                {
                    continue;
                }

                if (!_hasBegun[i] && !watch.MayStart(i))
                {
                    _endExclusive = i;
                    return TryTake(out taken);
                }

                _hasBegun[i] = true;
                _isTaken[i, fold] = true;
                _busy.Add((trials[i].Trainer, fold));
                taken = (trials[i], fold);
                return true;
            }

            if (!_hasBegun[i])
            {
                break;
            }
        }

        taken = null;
        return isLeft;
    }
}
